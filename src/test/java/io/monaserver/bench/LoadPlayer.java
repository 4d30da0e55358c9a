package io.monaserver.bench;

/** Plays a stream and looks at the mark of every packet. */
final class LoadPlayer extends RtmpPeer {

    private final long startedNanos = System.nanoTime();
    private final boolean isSlow;
    private int nextVideo = -1;
    private int nextAudio = -1;
    private boolean isPlaying;

    LoadPlayer(LoadStats stats, String app, String name, boolean isSlow) {
        super(stats, app, name);
        this.isSlow = isSlow;
    }

    @Override
    void onStream() {
        command(1, "play", 0, values -> {
            values.writeNull();
            values.writeString(name);
            values.writeNumber(-2000);
        });
    }

    @Override
    void onStatus(String code) {
        if (code.contains("Failed") || code.contains("NotFound")) {
            fail(code);
        }
    }

    @Override
    void onMedia(int type, byte[] head, int kept) {
        boolean isVideo = type == 9;
        int offset = isVideo ? SyntheticMedia.VIDEO_MARK : SyntheticMedia.AUDIO_MARK;
        if (!Mark.isAt(head, offset, kept)) {
            return;
        }
        long nowNanos = System.nanoTime();
        stats.messages++;
        stats.latency.add(nowNanos - Mark.nanos(head, offset));
        int number = Mark.number(head, offset);
        if (isVideo) {
            compare(nextVideo, number);
            nextVideo = number + 1;
            startPlaying(nowNanos);
        } else {
            compare(nextAudio, number);
            nextAudio = number + 1;
        }
    }

    private void compare(int expected, int number) {
        if (expected >= 0 && number > expected) {
            stats.missing += number - expected;
        } else if (expected >= 0 && number < expected) {
            stats.repeated++;
        }
    }

    private void startPlaying(long nowNanos) {
        if (!isPlaying) {
            isPlaying = true;
            stats.playing++;
            stats.firstFrame.add(nowNanos - startedNanos);
            if (isSlow) {
                context().channel().config().setAutoRead(false);
            }
        }
    }
}
