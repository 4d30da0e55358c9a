package io.monaserver.bench;

/** Looks at the marks of what one player gets: how old it is, what is missing, what comes twice. */
final class MarkCheck {

    private final LoadStats stats;
    private final long startedNanos = System.nanoTime();
    private int nextVideo = -1;
    private int nextAudio = -1;
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
        int number = Mark.number(head, offset);
        if (!isVideo) {
            compare(nextAudio, number);
            nextAudio = number + 1;
            return false;
        }
        compare(nextVideo, number);
        nextVideo = number + 1;
        boolean isFirst = !isPlaying;
        if (isFirst) {
            isPlaying = true;
            stats.playing++;
            stats.firstFrame.add(nowNanos - startedNanos);
        }
        return isFirst;
    }

    private void compare(int expected, int number) {
        if (expected >= 0 && number > expected) {
            stats.missing += number - expected;
        } else if (expected >= 0 && number < expected) {
            stats.repeated++;
        }
    }
}
