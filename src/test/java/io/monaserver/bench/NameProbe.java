package io.monaserver.bench;

import java.util.function.Consumer;

/**
 * How long it takes from a publication's start on one server to a waiting player on another being told: several
 * messages between the servers, one after the other.
 */
final class NameProbe {

    private final LoadStats counted;
    private final String app;
    private final String probed;
    private final Consumer<RtmpPeer> publish;
    private long startedNanos;

    /**
     * A probe of one name.
     *
     * @param publish connects the publisher, once the player waits
     */
    NameProbe(LoadStats stats, String app, String name, Consumer<RtmpPeer> publish) {
        this.counted = stats;
        this.app = app;
        this.probed = name;
        this.publish = publish;
    }

    RtmpPeer player() {
        return new Player();
    }

    private final class Player extends RtmpPeer {

        Player() {
            super(counted, app, probed);
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
            if (code.equals("NetStream.Play.Start")) {
                publish.accept(new Publisher());
            } else if (code.equals("NetStream.Play.PublishNotify")) {
                stats.notified.add(System.nanoTime() - startedNanos);
            }
        }

        @Override
        void onMedia(int type, byte[] head, int kept) {}
    }

    private final class Publisher extends RtmpPeer {

        Publisher() {
            super(counted, app, probed);
        }

        @Override
        void onStream() {
            startedNanos = System.nanoTime();
            command(1, "publish", 3, values -> {
                values.writeNull();
                values.writeString(name);
                values.writeString("live");
            });
        }

        @Override
        void onStatus(String code) {
            if (!code.equals("NetStream.Publish.Start")) {
                fail(code);
            }
        }

        @Override
        void onMedia(int type, byte[] head, int kept) {}
    }
}
