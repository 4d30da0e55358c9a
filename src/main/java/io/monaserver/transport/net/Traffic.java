package io.monaserver.transport.net;

import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import io.monaserver.metrics.Metrics.Tally;

/**
 * What is counted of a protocol's connections.
 *
 * @param accepted connections that speak it
 * @param malformed those that did not speak it as they should
 * @param received bytes from clients
 * @param sent bytes to clients
 */
public record Traffic(Tally accepted, Tally malformed, Tally received, Tally sent) {

    /** The figures of the protocol of this name. */
    public static Traffic of(Metrics metrics, String protocol) {
        return new Traffic(
                metrics.tally(Meter.CONNECTIONS, protocol),
                metrics.tally(Meter.MALFORMED, protocol),
                metrics.tally(Meter.BYTES_RECEIVED, protocol),
                metrics.tally(Meter.BYTES_SENT, protocol));
    }
}
