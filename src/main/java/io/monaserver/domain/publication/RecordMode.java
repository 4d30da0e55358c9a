package io.monaserver.domain.publication;

import org.jspecify.annotations.Nullable;

/** Whether a publication is written to a file, and what becomes of a file that is there. */
public enum RecordMode {
    /** It is not written. */
    LIVE,
    /** To a new file, in place of an old one. */
    RECORD,
    /** To the end of the file that is there. */
    APPEND;

    /** The mode that a publisher names; anything unknown is live. */
    public static RecordMode of(@Nullable String name) {
        if ("record".equals(name)) {
            return RECORD;
        }
        return "append".equals(name) ? APPEND : LIVE;
    }
}
