package io.monaserver.transport.websocket;

import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryParameters;
import io.monaserver.common.Clock;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.client.PlayOutcome;
import io.monaserver.domain.client.PublishOutcome;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Data that a connection publishes and listens to, by calls whose names begin with two underscores. While it publishes,
 * its other messages in JSON are the publication's data. Belongs to the connection's loop; what a publication's thread
 * says is brought there first.
 */
final class WebSocketStreams implements PublisherPeer {

    private static final int PUBLISHED = 2;
    private static final int PLAYED = 3;

    private final WebSocketListener listener;
    private final WebSocketWriter writer;
    private final Clock clock;
    private final ActorRef<ClientSession.Command> session;
    private final Consumer<Boolean> hold;
    private @Nullable Publisher publisher;
    private long startMs;
    private boolean starved;

    /**
     * The streams of a connection.
     *
     * @param listener where what is played goes
     * @param hold begins with true, and ends with false, a time in which nothing more can be taken from the client
     */
    WebSocketStreams(
            WebSocketListener listener, Clock clock, ActorRef<ClientSession.Command> session, Consumer<Boolean> hold) {
        this.listener = listener;
        this.writer = listener.writer();
        this.clock = clock;
        this.session = session;
        this.hold = hold;
    }

    /** Does what the call asks for, if it is about streams; false if it is none of these. */
    boolean handle(RemoteCall call, byte[] message) {
        switch (call.name()) {
            case "__publish" -> publish(call.firstText());
            case "__play" -> play(call.firstText());
            case "__closePublish" -> closePublish();
            case "__closePlay" -> session.tell(new ClientSession.CloseStream(PLAYED));
            default -> {
                return push(call, message);
            }
        }
        return true;
    }

    private void publish(@Nullable String name) {
        if (name == null) {
            writer.writeFailure("__publish: no name (expected: a text)");
            return;
        }
        closePublish();
        hold.accept(true);
        session.tell(new ClientSession.Publish(PUBLISHED, name, this, this::onPublishOutcome));
    }

    private void onPublishOutcome(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Published published) {
            publisher = published.publisher();
            startMs = clock.millis();
        } else if (outcome instanceof PublishOutcome.NameTaken taken) {
            writer.writeFailure(taken.text());
        } else if (outcome instanceof PublishOutcome.Refused refused) {
            writer.writeFailure(refused.text());
        }
        hold.accept(false);
    }

    private void closePublish() {
        if (publisher != null) {
            publisher = null;
            onCredit();
            session.tell(new ClientSession.CloseStream(PUBLISHED));
        }
    }

    private boolean push(RemoteCall call, byte[] message) {
        Publisher open = publisher;
        if (open == null || call.isRaw()) {
            return false;
        }
        if (!open.push(MediaPacket.data(clock.millis() - startMs, asArray(message), JsonFormat.INSTANCE))) {
            starved = true;
            hold.accept(true);
        }
        open.flush();
        return true;
    }

    /** An object is the only value of an array. */
    private static byte[] asArray(byte[] json) {
        int first = 0;
        while (json[first] <= ' ') {
            first++;
        }
        if (json[first] == '[') {
            return json;
        }
        byte[] array = new byte[json.length + 2];
        array[0] = '[';
        System.arraycopy(json, 0, array, 1, json.length);
        array[json.length + 1] = ']';
        return array;
    }

    private void play(@Nullable String wished) {
        if (wished == null) {
            writer.writeFailure("__play: no name (expected: a text)");
            return;
        }
        int question = wished.indexOf('?');
        String name = question < 0 ? wished : wished.substring(0, question);
        Map<String, String> parameters =
                question < 0 ? Map.of() : QueryParameters.parse(wished.substring(question + 1));
        session.tell(
                new ClientSession.Play(PLAYED, new ListenRequest(name, parameters, listener), this::onPlayOutcome));
    }

    private void onPlayOutcome(PlayOutcome outcome) {
        if (outcome instanceof PlayOutcome.Refused refused) {
            writer.writeFailure(refused.text());
        }
    }

    @Override
    public void onClose(String code, String description) {
        listener.loop().execute(() -> {
            closePublish();
            if (!code.isEmpty()) {
                writer.writeStreamStatus(code, description);
            }
        });
    }

    @Override
    public void onCredit() {
        listener.loop().execute(() -> {
            if (starved) {
                starved = false;
                hold.accept(false);
            }
        });
    }
}
