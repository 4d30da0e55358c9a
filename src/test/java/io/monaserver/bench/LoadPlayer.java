package io.monaserver.bench;

/** Plays a stream and looks at the mark of every packet. */
final class LoadPlayer extends RtmpPeer {

    private final MarkCheck marks;
    private final boolean isSlow;

    LoadPlayer(LoadStats stats, String app, String name, boolean isSlow) {
        super(stats, app, name);
        this.marks = new MarkCheck(stats);
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
        boolean isFirstPicture = marks.take(type == 9, head, kept);
        if (isFirstPicture && isSlow) {
            context().channel().config().setAutoRead(false);
        }
    }
}
