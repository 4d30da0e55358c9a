package io.monaserver.domain;

import java.util.List;

/** The three kinds of packet in a stream; each has its own timeline, quality of service and chunk stream. */
public enum MediaKind {
    AUDIO(0),
    VIDEO(1),
    DATA(2);

    /** All kinds; {@link #index} is the position here. */
    public static final List<MediaKind> ALL = List.of(values());

    private final int index;

    MediaKind(int index) {
        this.index = index;
    }

    /** A position for tables with an entry for each kind. */
    public int index() {
        return index;
    }

    /** A bit for sets of kinds. */
    public int bit() {
        return 1 << index;
    }
}
