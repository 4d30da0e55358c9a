package io.monaserver.config;

import java.util.List;

/**
 * Section {@code live}: how publications serve their listeners.
 *
 * @param gopCache whether a new listener starts with the pictures since the last key frame
 * @param gopBytes how much of them is kept per publication; beyond, until the next key frame, nothing is
 * @param queueBytes what may wait for one listener; beyond, video is dropped up to the next key frame, then audio
 */
public record LiveConfig(boolean gopCache, long gopBytes, long queueBytes) {

    static final Key<Boolean> GOP_CACHE = Key.flag("live.gopCache", true);
    static final Key<Long> GOP_BYTES = Key.bytes("live.gopBytes", 8 << 20, 0, 1 << 30);
    static final Key<Long> QUEUE_BYTES = Key.bytes("live.queueBytes", 4 << 20, 64 << 10, 1 << 30);

    static final List<Key<?>> KEYS = List.of(GOP_CACHE, GOP_BYTES, QUEUE_BYTES);

    static LiveConfig read(Settings settings) {
        return new LiveConfig(settings.get(GOP_CACHE), settings.get(GOP_BYTES), settings.get(QUEUE_BYTES));
    }
}
