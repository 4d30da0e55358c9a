package io.monaserver.transport.flash;

import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.RecordMode;
import io.monaserver.protocol.flash.FlashCommand;
import io.monaserver.protocol.flash.FlashMessages;
import io.monaserver.protocol.flash.FlashStatus;
import io.monaserver.protocol.flash.ObjectFields;
import io.monaserver.protocol.flash.StreamName;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The NetStreams of one connection and their commands. A stream that was never created comes into being with its first
 * command, because there are clients that publish without asking for a stream.
 */
final class FlashStreams {

    /** The highest number of a connection's stream. */
    static final int MAX_STREAMS = 64;

    private final FlashPeer peer;
    private final ActorRef<ClientSession.Command> session;
    private final Executor loop;

    /** By number; the few that a connection has are the first. */
    private @Nullable FlashStream[] streams = new FlashStream[4];

    FlashStreams(FlashPeer peer, ActorRef<ClientSession.Command> session, Executor loop) {
        this.peer = peer;
        this.session = session;
        this.loop = loop;
    }

    /** Does a command that concerns streams; false if it is none. */
    boolean onCommand(int id, FlashCommand command) {
        AmfReader arguments = command.arguments();
        double transaction = command.transaction();
        switch (command.name()) {
            case "createStream" -> create(transaction);
            case "deleteStream" -> delete((int) arguments.nextNumber(id));
            case "closeStream" -> closeStream(id, transaction);
            case "publish" -> publish(id, command);
            case "play" -> play(id, transaction, arguments.nextText());
            case "play2" -> play(id, transaction, streamName(arguments));
            case "pause", "pauseRaw" ->
                stream(id).pause(arguments.nextBoolean(true), (long) arguments.nextNumber(-1), transaction);
            case "seek" -> stream(id).seek((long) arguments.nextNumber(0), transaction);
            case "receiveAudio" -> stream(id).receive(MediaKind.AUDIO, arguments.nextBoolean(true));
            case "receiveVideo" -> stream(id).receive(MediaKind.VIDEO, arguments.nextBoolean(true));
            case "getStreamLength" -> peer.sendCommand(0, FlashMessages.numberResult(transaction, 0));
            default -> {
                return false;
            }
        }
        peer.flush();
        return true;
    }

    void push(int id, MediaPacket packet) {
        FlashStream stream = find(id);
        if (stream != null) {
            stream.push(packet);
        }
    }

    /** Gives data to the stream's publication; false if it has none. */
    void lost(int id, MediaKind kind) {
        FlashStream stream = find(id);
        if (stream != null) {
            stream.lost(kind);
        }
    }

    boolean pushData(int id, long timeMs, byte[] payload, int offset) {
        FlashStream stream = find(id);
        if (stream == null || !stream.isPublishing()) {
            return false;
        }
        stream.pushData(timeMs, payload, offset);
        return true;
    }

    void flush() {
        for (FlashStream stream : streams) {
            if (stream != null) {
                stream.flush();
            }
        }
    }

    void clear() {
        Arrays.fill(streams, null);
    }

    /** The lowest free number, from 1 on: 0 is the connection. */
    private void create(double transaction) {
        int id = 1;
        while (find(id) != null) {
            id++;
        }
        if (id > MAX_STREAMS) {
            FlashStatus status = FlashStatus.error(
                    FlashStatus.CALL_FAILED, "streams: " + id + " (expected: at most " + MAX_STREAMS + ")");
            peer.sendCommand(0, FlashMessages.error(transaction, status));
            return;
        }
        stream(id);
        peer.sendCommand(0, FlashMessages.numberResult(transaction, id));
    }

    private void delete(int id) {
        FlashStream stream = find(id);
        if (stream != null) {
            streams[id] = null;
            stream.close(0);
        }
    }

    private void closeStream(int id, double transaction) {
        FlashStream stream = find(id);
        if (stream != null) {
            stream.close(transaction);
        }
    }

    private void publish(int id, FlashCommand command) {
        FlashStream stream = stream(id);
        double transaction = command.transaction();
        String text = command.arguments().nextText();
        RecordMode mode = RecordMode.of(command.arguments().nextText());
        String name = StreamName.parse(text == null ? "" : text).name();
        stream.close(0);
        peer.hold();
        session.tell(new ClientSession.Publish(id, name, mode, stream, outcome -> {
            stream.onPublishOutcome(name, transaction, outcome);
            peer.flush();
            peer.resume();
        }));
    }

    private void play(int id, double transaction, @Nullable String text) {
        FlashStream stream = stream(id);
        StreamName name = StreamName.parse(text == null ? "" : text);
        stream.close(0);
        peer.hold();
        MediaSink sink = peer.openSink(id, name.parameters(), stream::onEvent);
        ListenRequest request = new ListenRequest(name.name(), name.parameters(), sink);
        session.tell(new ClientSession.Play(id, request, outcome -> {
            stream.onPlayOutcome(name.name(), transaction, outcome);
            peer.flush();
            peer.resume();
        }));
    }

    /** play2 brings an object; only its stream's name means something to a live server. */
    private static String streamName(AmfReader arguments) {
        ObjectFields fields = new ObjectFields();
        arguments.read(fields);
        return fields.toMap().getOrDefault("streamName", "");
    }

    private @Nullable FlashStream find(int id) {
        return id >= 0 && id < streams.length ? streams[id] : null;
    }

    private FlashStream stream(int id) {
        FlashStream known = find(id);
        if (known != null) {
            return known;
        }
        if (id < 0 || id > MAX_STREAMS) {
            throw new DataFormatException("message stream: " + id + " (expected: 0 to " + MAX_STREAMS + ")");
        }
        if (id >= streams.length) {
            streams = Arrays.copyOf(streams, Math.min(MAX_STREAMS + 1, id * 2));
        }
        FlashStream stream = new FlashStream(id, peer, loop, () -> session.tell(new ClientSession.CloseStream(id)));
        streams[id] = stream;
        return stream;
    }
}
