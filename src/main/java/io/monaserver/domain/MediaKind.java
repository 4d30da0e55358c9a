package io.monaserver.domain;

/** The three kinds of packet in a stream; each has its own timeline, quality of service and chunk stream. */
public enum MediaKind {
    AUDIO,
    VIDEO,
    DATA;

    /** A bit for sets of kinds. */
    public int bit() {
        return 1 << ordinal();
    }
}
