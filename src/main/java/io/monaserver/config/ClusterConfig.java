package io.monaserver.config;

import java.util.List;

/**
 * Section {@code cluster}: what servers say to each other over their links.
 *
 * @param messageBytes the arguments of one call to another server
 * @param queueBytes what may wait for one server; calls beyond are refused
 */
public record ClusterConfig(long messageBytes, long queueBytes) {

    static final Key<Long> MESSAGE_BYTES = Key.bytes("cluster.messageBytes", 16 << 20, 1 << 10, 1 << 30);
    static final Key<Long> QUEUE_BYTES = Key.bytes("cluster.queueBytes", 32 << 20, 64 << 10, 1L << 32);

    static final List<Key<?>> KEYS = List.of(MESSAGE_BYTES, QUEUE_BYTES);

    static ClusterConfig read(Settings settings) {
        return new ClusterConfig(settings.get(MESSAGE_BYTES), settings.get(QUEUE_BYTES));
    }
}
