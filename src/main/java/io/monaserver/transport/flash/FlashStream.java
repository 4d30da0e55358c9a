package io.monaserver.transport.flash;

import io.monaserver.codec.Discard;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.client.PlayOutcome;
import io.monaserver.domain.client.PublishOutcome;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.protocol.flash.FlashMessages;
import io.monaserver.protocol.flash.FlashStatus;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One NetStream: idle, publishing or playing. Belongs to the connection's loop; what a publication's thread says is
 * brought there first.
 */
final class FlashStream implements PublisherPeer {

    private static final String SET_DATA_FRAME = "@setDataFrame";
    private static final String CLEAR_DATA_FRAME = "@clearDataFrame";

    private final int id;
    private final FlashPeer peer;
    private final Executor loop;
    private final Runnable closer;
    private String name = "";
    private @Nullable Publisher publisher;
    private @Nullable Listener listener;
    private boolean starved;
    private boolean recording;

    /**
     * A stream that is idle.
     *
     * @param closer ends what the stream publishes or plays, in the session
     */
    FlashStream(int id, FlashPeer peer, Executor loop, Runnable closer) {
        this.id = id;
        this.peer = peer;
        this.loop = loop;
        this.closer = closer;
    }

    int id() {
        return id;
    }

    void onPublishOutcome(String wished, double transaction, PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Published published) {
            name = wished;
            publisher = published.publisher();
            send(transaction, FlashStatus.status(FlashStatus.PUBLISH_START, name + " is now published"));
        } else if (outcome instanceof PublishOutcome.NameTaken taken) {
            send(transaction, FlashStatus.error(FlashStatus.PUBLISH_BAD_NAME, taken.text()));
        } else if (outcome instanceof PublishOutcome.NotRecordable refused) {
            send(transaction, FlashStatus.error(FlashStatus.RECORD_NO_ACCESS, refused.text()));
        } else if (outcome instanceof PublishOutcome.Refused refused) {
            send(transaction, FlashStatus.error(FlashStatus.PUBLISH_FAILED, refused.text()));
        }
    }

    void onPlayOutcome(String wished, double transaction, PlayOutcome outcome) {
        if (outcome instanceof PlayOutcome.Playing playing) {
            name = wished;
            listener = playing.listener();
            peer.sendStreamBegin(id);
            send(transaction, FlashStatus.status(FlashStatus.PLAY_RESET, "Playing and resetting " + name));
            send(0, FlashStatus.status(FlashStatus.PLAY_START, "Started playing " + name));
            peer.sendData(id, FlashMessages.sampleAccess());
        } else if (outcome instanceof PlayOutcome.Refused refused) {
            send(transaction, FlashStatus.error(FlashStatus.PLAY_FAILED, refused.text()));
        }
    }

    /** Ends publishing or playing and says so. */
    void close(double transaction) {
        if (publisher != null) {
            publisher = null;
            closer.run();
            if (recording) {
                recording = false;
                send(0, FlashStatus.status(FlashStatus.RECORD_STOP, name + " is no longer recorded"));
            }
            send(transaction, FlashStatus.status(FlashStatus.UNPUBLISH_SUCCESS, name + " is now unpublished"));
        } else if (listener != null) {
            listener = null;
            closer.run();
            send(transaction, FlashStatus.status(FlashStatus.PLAY_STOP, "Stopped playing " + name));
            peer.sendStreamEnd(id);
        }
        refill();
    }

    /** Stops the media, or lets it go on from the place at which the player stopped, if that is a time. */
    void pause(boolean paused, long atMs, double transaction) {
        if (listener == null) {
            return;
        }
        listener.pause(paused);
        if (!paused && isTime(atMs)) {
            listener.seek(atMs);
        }
        if (paused) {
            send(transaction, FlashStatus.status(FlashStatus.PAUSE_NOTIFY, name + " is now paused"));
        } else {
            peer.sendStreamBegin(id);
            send(transaction, FlashStatus.status(FlashStatus.UNPAUSE_NOTIFY, name + " is now playing again"));
        }
    }

    /** A live stream has one place to be at: only the player's time moves there (CHECKLIST 26.6). */
    void seek(long toMs, double transaction) {
        if (listener == null || !isTime(toMs)) {
            send(transaction, FlashStatus.error(FlashStatus.SEEK_INVALID_TIME, "Not playing, or no time: " + toMs));
            return;
        }
        listener.seek(toMs);
        peer.sendStreamBegin(id);
        send(transaction, FlashStatus.status(FlashStatus.SEEK_NOTIFY, "Seeking " + toMs + " in " + name));
    }

    /** RTMP's timestamps have 32 bits (§5.3.1.2.1). */
    private static boolean isTime(long ms) {
        return ms >= 0 && ms <= 0xFFFF_FFFFL;
    }

    void receive(MediaKind kind, boolean wanted) {
        if (listener != null) {
            listener.receive(kind, wanted);
        }
    }

    /** What the publication tells a player beside its media. */
    void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Published published) {
            send(0, FlashStatus.status(FlashStatus.PLAY_PUBLISH_NOTIFY, published.name() + " is now published"));
        } else if (event instanceof StreamEvent.Unpublished unpublished) {
            send(0, FlashStatus.status(FlashStatus.PLAY_UNPUBLISH_NOTIFY, unpublished.name() + " is now unpublished"));
        } else if (event instanceof StreamEvent.Closed closed && listener != null) {
            listener = null;
            closer.run();
            send(0, FlashStatus.error(FlashStatus.PLAY_FAILED, closed.name() + ": " + closed.reason()));
            peer.sendStreamEnd(id);
        }
        peer.flush();
    }

    boolean isPublishing() {
        return publisher != null;
    }

    /** Packets that the publisher sent got lost. */
    void lost(MediaKind kind) {
        if (publisher != null) {
            publisher.lost(kind);
        }
    }

    /** Passes a packet on; holds the connection when too much is under way. */
    void push(MediaPacket packet) {
        if (publisher != null && !publisher.push(packet) && !starved) {
            publisher.flush();
            starved = true;
            peer.hold();
        }
    }

    /**
     * Data of the publisher: a packet, or the metadata when it is named so. Read once to its end, because it goes to
     * others who must be able to read it.
     */
    void pushData(long timeMs, byte[] payload, int offset) {
        Publisher target = publisher;
        if (target == null) {
            return;
        }
        new AmfReader(payload, offset, payload.length - offset).readAll(Discard.INSTANCE);
        AmfReader reader = new AmfReader(payload, offset, payload.length - offset);
        String handler = reader.nextText();
        if (SET_DATA_FRAME.equals(handler)) {
            target.setMetadata(packet(timeMs, payload, reader.position()));
        } else if (CLEAR_DATA_FRAME.equals(handler)) {
            target.setMetadata(null);
        } else {
            push(packet(timeMs, payload, offset));
        }
    }

    /** Delivers what was pushed. */
    void flush() {
        if (publisher != null) {
            publisher.flush();
        }
    }

    @Override
    public void onClose(String code, String description) {
        loop.execute(() -> {
            if (publisher != null) {
                if (!code.isEmpty()) {
                    send(0, FlashStatus.error("NetStream." + code, description));
                }
                close(0);
                peer.flush();
            }
        });
    }

    @Override
    public void onRecordStarted() {
        loop.execute(() -> onRecord(true, FlashStatus.status(FlashStatus.RECORD_START, name + " is now recorded")));
    }

    @Override
    public void onRecordFailed(String reason) {
        loop.execute(() -> onRecord(false, FlashStatus.error(FlashStatus.RECORD_FAILED, name + ": " + reason)));
    }

    private void onRecord(boolean isRecording, FlashStatus status) {
        if (publisher != null) {
            recording = isRecording;
            send(0, status);
            peer.flush();
        }
    }

    @Override
    public void onCredit() {
        loop.execute(this::refill);
    }

    private void refill() {
        if (starved) {
            starved = false;
            peer.resume();
        }
    }

    private static MediaPacket packet(long timeMs, byte[] payload, int offset) {
        byte[] values = offset == 0 ? payload : Arrays.copyOfRange(payload, offset, payload.length);
        return MediaPacket.data(timeMs, values, Amf0Format.INSTANCE);
    }

    private void send(double transaction, FlashStatus status) {
        peer.sendCommand(id, FlashMessages.onStatus(transaction, status));
    }
}
