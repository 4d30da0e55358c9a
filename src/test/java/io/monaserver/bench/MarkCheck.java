package io.monaserver.bench;

import java.util.BitSet;

/** Looks at the marks of what one player gets: how old it is, what is missing, what comes twice. */
final class MarkCheck {

    private final LoadStats stats;
    private final long startedNanos = System.nanoTime();
    private final Series video = new Series();
    private final Series audio = new Series();
    private boolean isPlaying;

    MarkCheck(LoadStats stats) {
        this.stats = stats;
    }

    /** Takes the beginning of a payload; true if it is the player's first picture. */
    boolean take(boolean isVideo, byte[] head, int kept) {
        int offset = isVideo ? SyntheticMedia.VIDEO_MARK : SyntheticMedia.AUDIO_MARK;
        if (!Mark.isAt(head, offset, kept)) {
            return false;
        }
        long nowNanos = System.nanoTime();
        stats.messages++;
        stats.latency.add(nowNanos - Mark.nanos(head, offset));
        (isVideo ? video : audio).add(Mark.number(head, offset));
        boolean isFirst = isVideo && !isPlaying;
        if (isFirst) {
            isPlaying = true;
            stats.playing++;
            stats.firstFrame.add(nowNanos - startedNanos);
        }
        return isFirst;
    }

    /** The numbers of one kind. Those that come late, as flows without order allow, are not missing any more. */
    private final class Series {

        private final BitSet missing = new BitSet();
        private int next = -1;

        void add(int number) {
            if (next < 0) {
                next = number;
            }
            if (number >= next) {
                missing.set(next, number);
                stats.missing += number - next;
                next = number + 1;
            } else if (missing.get(number)) {
                missing.clear(number);
                stats.missing--;
            } else {
                stats.repeated++;
            }
        }
    }
}
