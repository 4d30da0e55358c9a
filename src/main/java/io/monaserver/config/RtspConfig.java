package io.monaserver.config;

import java.util.List;

/**
 * Section {@code RTSP}: accepted, so that an existing file starts the server, and said not to be offered.
 *
 * @param isAsked whether a source sets a key of the section
 */
public record RtspConfig(boolean isAsked) {

    static final Key<Integer> PORT = Key.port("RTSP.port", 0);
    static final Key<Integer> TIMEOUT = Key.integer("RTSP.timeout", 60, 0, 86_400);

    static final List<Key<?>> KEYS = List.of(PORT, TIMEOUT);

    static RtspConfig read(Settings settings) {
        boolean isAsked = settings.get(PORT) != 0 || settings.isSet(TIMEOUT);
        settings.get(TIMEOUT);
        return new RtspConfig(isAsked);
    }
}
