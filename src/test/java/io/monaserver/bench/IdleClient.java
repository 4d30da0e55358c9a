package io.monaserver.bench;

/** Connects, has a stream, and does nothing with it. */
final class IdleClient extends RtmpPeer {

    private final LoadStats stats;

    IdleClient(LoadStats stats, String app, String name) {
        super(stats, app, name);
        this.stats = stats;
    }

    @Override
    void onStream() {
        stats.idle++;
    }

    @Override
    void onStatus(String code) {}

    @Override
    void onMedia(int type, byte[] head, int kept) {}
}
