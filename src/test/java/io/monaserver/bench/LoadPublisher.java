package io.monaserver.bench;

import java.util.concurrent.TimeUnit;

/** Publishes a synthetic stream in real time. */
final class LoadPublisher extends RtmpPeer {

    private final SyntheticMedia media;
    private final Runnable onPublishing;
    private long startedNanos;

    LoadPublisher(LoadStats stats, String app, String name, SyntheticMedia media, Runnable onPublishing) {
        super(stats, app, name);
        this.media = media;
        this.onPublishing = onPublishing;
    }

    @Override
    void onStream() {
        command(1, "publish", 3, values -> {
            values.writeNull();
            values.writeString(name);
            values.writeString("live");
        });
    }

    @Override
    void onStatus(String code) {
        if (code.equals("NetStream.Publish.Start")) {
            send(6, 9, 1, 0, SyntheticMedia.videoHeader());
            send(4, 8, 1, 0, SyntheticMedia.audioHeader());
            startedNanos = System.nanoTime();
            onPublishing.run();
            publish();
        } else {
            fail(code);
        }
    }

    @Override
    void onMedia(int type, byte[] head, int kept) {}

    /** Sends what is due and comes back when the next packet is. */
    private void publish() {
        long elapsed = System.nanoTime() - startedNanos;
        while (Math.min(media.nextVideoNanos(), media.nextAudioNanos()) <= elapsed) {
            stats.published++;
            boolean isVideo = media.nextVideoNanos() <= media.nextAudioNanos();
            long timeMs = (isVideo ? media.nextVideoNanos() : media.nextAudioNanos()) / 1_000_000;
            if (isVideo) {
                send(6, 9, 1, timeMs, media.video(System.nanoTime()));
            } else {
                send(4, 8, 1, timeMs, media.audio(System.nanoTime()));
            }
        }
        context().flush();
        long wait = Math.min(media.nextVideoNanos(), media.nextAudioNanos()) - (System.nanoTime() - startedNanos);
        if (context().channel().isActive()) {
            context().executor().schedule(this::publish, Math.max(wait, 100_000), TimeUnit.NANOSECONDS);
        }
    }
}
