package io.monaserver.transport.flash;

import io.monaserver.codec.Discard;
import io.monaserver.codec.amf.Amf0Format;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.codec.query.QueryParameters;
import io.monaserver.common.ClientId;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.client.SessionRequest;
import io.monaserver.domain.group.Member;
import io.monaserver.protocol.flash.FlashCommand;
import io.monaserver.protocol.flash.FlashMessages;
import io.monaserver.protocol.flash.FlashStatus;
import io.monaserver.protocol.flash.FlashUrl;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A NetConnection: decoded commands to the client's session actor, its answers back. Belongs to the connection's loop,
 * on which the actor runs too.
 */
public final class FlashSession {

    /** Calls of encoders that mean nothing here and want an answer all the same. */
    private static final Set<String> COURTESIES =
            Set.of("releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "_checkbw", "checkBandwidth");

    /** Bytes of calls that may be under way to the application; the connection is held beyond them. */
    private static final int CALL_CREDIT_BYTES = 1 << 20;

    /** What a call costs beside its arguments. */
    private static final int CALL_OVERHEAD_BYTES = 256;

    private final FlashPeer peer;
    private final FlashWriter writer;
    private final ActorRef<ClientSession.Command> session;
    private final Origin origin;
    private final FlashStreams streams;
    private boolean connected;
    private boolean connecting;
    private FlashUrl url = new FlashUrl("", "");
    private int callBytes;
    private boolean starved;
    private @Nullable Map<String, String> parameters;

    /**
     * Who a connection is with.
     *
     * @param id what identifies the client
     * @param protocol its name for scripts
     * @param address where the client is
     */
    public record Origin(ClientId id, String protocol, InetSocketAddress address) {}

    /**
     * A connection that has not sent its connect.
     *
     * @param session the client's session
     * @param loop the loop of both
     * @param origin who the client is
     */
    public FlashSession(FlashPeer peer, ActorRef<ClientSession.Command> session, Executor loop, Origin origin) {
        this.peer = peer;
        this.writer = new FlashWriter(peer);
        this.session = session;
        this.origin = origin;
        this.streams = new FlashStreams(peer, session, loop);
    }

    /** Whether an application has accepted the client. */
    public boolean isConnected() {
        return connected;
    }

    /** Protocol settings that the application gave to this client, once it is connected. */
    public Map<String, String> parameters() {
        return parameters == null ? Map.of() : parameters;
    }

    /** A command came, on a stream or on the connection (stream 0). */
    public void onCommand(int stream, FlashCommand command) {
        if (command.name().equals(FlashCommand.CONNECT)) {
            onConnect(command);
        } else if (COURTESIES.contains(command.name())) {
            answerNull(command.transaction());
        } else if (!connected) {
            fail(command.transaction(), "Not connected");
        } else if (!streams.onCommand(stream, command)) {
            onCall(command);
        }
    }

    /** An audio or video packet came. */
    public void onMedia(int stream, MediaPacket packet) {
        streams.push(stream, packet);
    }

    /** Packets of a stream got lost on the way. */
    public void onLost(int stream, MediaKind kind) {
        streams.lost(stream, kind);
    }

    /** Data came: for the stream's publication, or else a message to the application. */
    public void onData(int stream, long timeMs, byte[] payload, int offset) {
        if (streams.pushData(stream, timeMs, payload, offset) || !connected) {
            return;
        }
        new AmfReader(payload, offset, payload.length - offset).readAll(Discard.INSTANCE);
        call("", new AmfReader(payload, offset, payload.length - offset), outcome -> {
            writer.answer(0, outcome.effects());
            peer.flush();
        });
    }

    /** Everything that came at once was given; delivers it. */
    public void onReadComplete() {
        streams.flush();
    }

    /** The connection has gone. */
    public void onClosed(String reason) {
        streams.clear();
        session.tell(new ClientSession.Disconnect(reason));
    }

    /** The client has another address now. */
    public void onAddressChanged(InetSocketAddress address) {
        session.tell(new ClientSession.Move(address));
    }

    /** Makes the client a member of a group, if an application has accepted it. */
    public void joinGroup(ClientId group, Member member) {
        session.tell(new ClientSession.JoinGroup(group, member));
    }

    /** The client is no member any more. */
    public void leaveGroup(ClientId group) {
        session.tell(new ClientSession.LeaveGroup(group));
    }

    /** Does one thing a script asked for. */
    public void write(Effect effect) {
        writer.write(effect);
    }

    /** Asks the client to connect to another server, as Enhanced RTMP 2 has it; it may stay while it does so. */
    public void suggest(String address) {
        if (connected) {
            peer.sendCommand(0, FlashMessages.reconnectRequest(urlAt(address, url.query()), "the server stops"));
            peer.flush();
        }
    }

    /** Tells why the server ends the connection, and ends it. */
    public void close(CloseReason reason) {
        writer.close(reason);
    }

    private void onConnect(FlashCommand command) {
        if (connected || connecting) {
            fail(command.transaction(), "Already connected");
            return;
        }
        connecting = true;
        Map<String, String> object = command.object();
        url = FlashUrl.of(object.getOrDefault("tcUrl", ""), object.getOrDefault("app", ""));
        // Encoders that leave objectEncoding out do not understand AMF3.
        AmfVersion version = "3".equals(object.get("objectEncoding")) ? AmfVersion.AMF3 : AmfVersion.AMF0;
        Map<String, String> properties = new LinkedHashMap<>(object);
        properties.putAll(QueryParameters.parse(url.query()));
        SessionRequest request = new SessionRequest(
                origin.id(),
                origin.protocol(),
                origin.address(),
                url.path(),
                url.query(),
                properties,
                Map.of(),
                version == AmfVersion.AMF3 ? Amf3Format.INSTANCE : Amf0Format.INSTANCE);
        peer.hold();
        session.tell(new ClientSession.Connect(
                request, command.arguments(), outcome -> onConnectOutcome(command.transaction(), version, outcome)));
    }

    private void onConnectOutcome(double transaction, AmfVersion version, ConnectOutcome outcome) {
        connecting = false;
        peer.greet();
        if (outcome instanceof ConnectOutcome.Accepted accepted) {
            connected = true;
            parameters = accepted.parameters();
            peer.onConnected();
            peer.sendCommand(0, FlashMessages.connected(transaction, version, accepted.info()));
            writer.answer(0, accepted.effects());
            peer.flush();
        } else {
            FlashStatus refusal = refusal(outcome);
            peer.sendCommand(
                    0,
                    outcome instanceof ConnectOutcome.Redirected redirected
                            ? FlashMessages.redirect(
                                    transaction,
                                    refusal,
                                    urlAt(redirected.addresses().get(0), redirected.query(url.query())))
                            : FlashMessages.error(transaction, refusal));
            peer.sendCommand(0, FlashMessages.close());
            peer.closeAfterFlush(refusal.description());
        }
        peer.resume();
    }

    /** The URL of the connect, on the other server. */
    private String urlAt(String address, String query) {
        // Not every client understands a query right behind the port.
        String argument = query.isEmpty() ? "" : (url.path().isEmpty() ? "/?" : "?") + query;
        return origin.protocol().toLowerCase(Locale.ROOT) + "://" + address + url.path() + argument;
    }

    private static FlashStatus refusal(ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Redirected redirected) {
            return FlashStatus.error(
                    FlashStatus.CONNECT_REJECTED,
                    "redirect " + redirected.addresses().get(0));
        }
        if (outcome instanceof ConnectOutcome.Rejected rejected) {
            String text = rejected.text().isEmpty() ? "client rejected" : rejected.text();
            return FlashStatus.error(FlashStatus.CONNECT_REJECTED, text);
        }
        if (outcome instanceof ConnectOutcome.NoApplication missing) {
            return FlashStatus.error(FlashStatus.CONNECT_INVALID_APP, missing.text());
        }
        if (outcome instanceof ConnectOutcome.Failed failed) {
            return FlashStatus.error(FlashStatus.CONNECT_FAILED, failed.text());
        }
        return FlashStatus.error(FlashStatus.CONNECT_FAILED, "Server busy");
    }

    private void onCall(FlashCommand command) {
        double transaction = command.transaction();
        call(command.name(), command.arguments(), outcome -> onCallOutcome(transaction, outcome));
    }

    private void call(String name, AmfReader arguments, Consumer<CallOutcome> answer) {
        int bytes = arguments.remaining() + CALL_OVERHEAD_BYTES;
        callBytes += bytes;
        if (callBytes > CALL_CREDIT_BYTES && !starved) {
            starved = true;
            peer.hold();
        }
        session.tell(new ClientSession.Call(name, arguments, outcome -> {
            callBytes -= bytes;
            answer.accept(outcome);
            if (starved && callBytes <= CALL_CREDIT_BYTES) {
                starved = false;
                peer.resume();
            }
        }));
    }

    private void onCallOutcome(double transaction, CallOutcome outcome) {
        boolean answered = writer.answer(transaction, outcome.effects());
        if (outcome instanceof CallOutcome.Failed failed) {
            fail(transaction, failed.text());
        } else if (outcome instanceof CallOutcome.NotFound missing) {
            fail(transaction, missing.text());
        } else if (outcome instanceof CallOutcome.Busy) {
            fail(transaction, "Server busy");
        } else if (!answered) {
            answerNull(transaction);
        }
        peer.flush();
    }

    /** Clients that gave a transaction wait for its end; without one nobody does. */
    private void answerNull(double transaction) {
        if (transaction != 0) {
            peer.sendCommand(0, FlashMessages.nullResult(transaction));
            peer.flush();
        }
    }

    private void fail(double transaction, String text) {
        if (transaction != 0) {
            FlashStatus status = FlashStatus.error(FlashStatus.CALL_FAILED, text);
            peer.sendCommand(0, FlashMessages.error(transaction, status));
            peer.flush();
        }
    }
}
