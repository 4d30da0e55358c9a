package io.monaserver.testkit;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.protocol.crypto.DhGroup;
import io.monaserver.protocol.rtmfp.CloseReason;
import io.monaserver.protocol.rtmfp.Endpoint;
import io.monaserver.protocol.rtmfp.EndpointSettings;
import io.monaserver.protocol.rtmfp.OpenHandler;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.keying.EndpointDiscriminator;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An RTMFP client on a blocking socket: says what it is told to and gives back what it hears, as text. */
public final class RtmfpClient implements AutoCloseable, OpenHandler, SessionHandler, MessageHandler {

    private static final long TIMEOUT_MS = 20_000;
    private static final int TICK_MS = 10;

    private DatagramSocket socket;
    private final Identity identity = Identity.client(Set.of(DhGroup.MODP_1024));
    private final Endpoint endpoint;
    private final List<String> heard = new ArrayList<>();
    private final Map<Integer, SendFlow> flows = new HashMap<>();
    private final byte[] buffer = new byte[65536];
    private final InetSocketAddress server;
    private Predicate<InetSocketAddress> unreachable = address -> false;
    private IntPredicate lost = number -> false;
    private int sent;
    private @Nullable Session session;
    private @Nullable ReceiveFlow control;
    private int flowCount;
    private @Nullable CloseReason closed;

    /** Opens a session. */
    public RtmfpClient(InetSocketAddress server, String url) throws IOException {
        this(server, url, "127.0.0.1");
    }

    /** Opens a session from this address of the machine. */
    public RtmfpClient(InetSocketAddress server, String url, String host) throws IOException {
        this.server = server;
        socket = new DatagramSocket(new InetSocketAddress(host, 0));
        socket.setSoTimeout(TICK_MS);
        endpoint = new Endpoint(
                EndpointSettings.client(identity, new byte[] {1}),
                opened -> this,
                new Endpoint.Environment(Clock.SYSTEM, new SecureRandom(), this::send));
        endpoint.open(EndpointDiscriminator.ofUrl(url), List.of(server), this);
        await(() -> session != null);
    }

    /** Loses what it sends from now on as these say of its numbers, which begin with 0. */
    public void lose(IntPredicate lost) {
        this.lost = lost;
        sent = 0;
    }

    /** Where this client is. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Sends nothing to these addresses from now on, as if the network did not lead there. */
    public void avoid(Predicate<InetSocketAddress> unreachable) {
        this.unreachable = unreachable;
    }

    /** Looks for a peer by the server, while both are given time, and gives the session with it. */
    public Session meet(RtmfpClient other) {
        AtomicReference<Session> met = new AtomicReference<>();
        endpoint.open(EndpointDiscriminator.ofPeer(other.peerId()), List.of(server), opened -> {
            met.set(opened);
            return this;
        });
        long end = Clock.SYSTEM.millis() + TIMEOUT_MS;
        while (met.get() == null && Clock.SYSTEM.millis() < end) {
            pump();
            other.pump();
        }
        return Objects.requireNonNull(met.get(), "they did not meet");
    }

    /** Sends a text to a peer, without a server. */
    public void say(Session peer, String text) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        body.writeString(text);
        SendFlow flow = peer.openFlow(FlowMetadata.ofStream(1, false).encode(), null, FlowSettings.NORMAL);
        flow.write(FlowMessage.head(18, 0), Slice.of(body.toBytes()), Reliability.FULL);
        peer.flush();
    }

    /** Begins to look for a peer; whoever is there answers. */
    public void lookFor(ClientId peer) {
        endpoint.open(EndpointDiscriminator.ofPeer(peer), List.of(server), opened -> this);
    }

    /** Joins a group: the flow on which that is said. */
    public SendFlow joinGroup(byte[] id) {
        SendFlow flow = session().openFlow(FlowMetadata.ofGroup().encode(), control, FlowSettings.NORMAL);
        WireWriter join = new WireWriter(40)
                .writeByte(1)
                .writeVlu(1 + id.length)
                .writeByte(0x15)
                .write(id);
        flow.write(join.copySince(0), Reliability.FULL);
        session().flush();
        return flow;
    }

    /** Goes on from another port, as behind a NAT that restarts. */
    public void move() throws IOException {
        DatagramSocket before = socket;
        socket = new DatagramSocket(new InetSocketAddress(before.getLocalAddress(), 0));
        socket.setSoTimeout(TICK_MS);
        before.close();
    }

    /** How many flows the server has opened. */
    public int flowCount() {
        return flowCount;
    }

    /** Takes what comes, for a moment. */
    public void listen() {
        pump();
    }

    /** The id by which the server knows this client. */
    public ClientId peerId() {
        return identity.certificate().fingerprint();
    }

    private void send(byte[] datagram, int length, InetSocketAddress to) {
        if (unreachable.test(to) || lost.test(sent++)) {
            return;
        }
        try {
            socket.send(new DatagramPacket(datagram, length, to));
        } catch (IOException expected) {
            // As if it were lost: a peer may say that it has addresses where this socket does not lead.
        }
    }

    /** Sends connect and awaits its answer. */
    public String connect(String app) {
        String host = server.getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        command(0, "connect", 1, values -> {
            values.beginObject("");
            values.writeKey("app");
            values.writeString(app);
            values.writeKey("tcUrl");
            values.writeString("rtmfp://" + host + "/" + app);
            values.end();
        });
        return awaitText(text -> text.contains("_result") || text.contains("_error"));
    }

    /** Sends a command; the consumer writes its object and its arguments. */
    public void command(int stream, String name, double transaction, Consumer<AmfEncoder> values) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        body.writeString(name);
        body.writeNumber(transaction);
        values.accept(body);
        send(stream, 20, 0, body.toBytes());
    }

    /** Sends a command without object and with texts as arguments. */
    public void command(int stream, String name, double transaction, String... arguments) {
        command(stream, name, transaction, values -> {
            values.writeNull();
            for (String argument : arguments) {
                values.writeString(argument);
            }
        });
    }

    /** Sends a message on the flow of a stream. */
    public void send(int stream, int type, long timestamp, byte[] payload) {
        send(stream, type, timestamp, payload, Reliability.FULL);
    }

    /** Sends a message that is worth so much trouble on the flow of a stream. */
    public void send(int stream, int type, long timestamp, byte[] payload, Reliability reliability) {
        SendFlow flow = flows.computeIfAbsent(
                stream,
                id -> session().openFlow(FlowMetadata.ofStream(id, false).encode(), control, FlowSettings.NORMAL));
        flow.write(FlowMessage.head(type, timestamp), Slice.of(payload), reliability);
        session().flush();
    }

    /** The session. */
    public Session session() {
        return Objects.requireNonNull(session);
    }

    /** The first message heard, now or later, that satisfies the condition; it is not heard again. */
    public String awaitText(Predicate<String> condition) {
        await(() -> heard.stream().anyMatch(condition));
        String text = heard.stream().filter(condition).findFirst().orElseThrow();
        heard.remove(text);
        return text;
    }

    /** The same, while another client is given time too. */
    public String awaitText(Predicate<String> condition, RtmfpClient other) {
        await(() -> {
            other.pump();
            return heard.stream().anyMatch(condition);
        });
        return awaitText(condition);
    }

    /** Awaits that the server closes. */
    public CloseReason awaitClosed() {
        await(() -> closed != null);
        return Objects.requireNonNull(closed);
    }

    /** Awaits that all that was sent has arrived. */
    public void awaitAcknowledged() {
        await(() -> flows.values().stream().allMatch(flow -> flow.queuedBytes() == 0));
    }

    /** Takes what comes until this holds. */
    public void await(BooleanSupplier condition) {
        long end = Clock.SYSTEM.millis() + TIMEOUT_MS;
        while (!condition.getAsBoolean()) {
            if (Clock.SYSTEM.millis() > end) {
                throw new AssertionError("nothing came; heard: " + heard);
            }
            pump();
        }
    }

    private void pump() {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
            endpoint.receive(buffer, 0, packet.getLength(), (InetSocketAddress) packet.getSocketAddress());
        } catch (SocketTimeoutException e) {
            // Time for timers.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (endpoint.nextDeadlineMs() <= Clock.SYSTEM.millis()) {
            endpoint.poll();
        }
    }

    @Override
    public SessionHandler onOpen(Session opened) {
        session = opened;
        return this;
    }

    @Override
    public MessageHandler onFlow(ReceiveFlow flow) {
        flowCount++;
        if (control == null) {
            control = flow;
        }
        return this;
    }

    @Override
    public void onMessage(ReceiveFlow flow, Slice bytes) {
        FlowMetadata metadata = Objects.requireNonNull(FlowMetadata.read(flow.metadata()));
        if (metadata.kind() == FlowMetadata.Kind.GROUP) {
            heard.add("group " + HexFormat.of().formatHex(bytes.toBytes()));
            return;
        }
        heard.add(text(FlowMessage.read(bytes), metadata.streamId()));
    }

    /** A message as text: type, stream, time and, where it holds values, those. */
    public static String text(FlowMessage message, long stream) {
        byte[] payload = message.payload().toBytes();
        String head = message.type() + "/" + stream + "@" + message.timestamp() + " ";
        boolean values = message.type() == 20 || message.type() == 18;
        return head
                + (values
                        ? TextWriter.read(new AmfReader(payload, 0, payload.length))
                        : HexFormat.of().formatHex(payload));
    }

    /** The messages heard so far that nobody awaited. */
    public List<String> unread() {
        return heard.stream().filter(text -> !text.equals("complete")).toList();
    }

    @Override
    public void onComplete(ReceiveFlow flow) {
        heard.add("complete");
    }

    @Override
    public void onClosed(Session ended, CloseReason reason) {
        closed = reason;
    }

    @Override
    public void close() {
        if (session != null) {
            session.abort();
        }
        socket.close();
    }
}
