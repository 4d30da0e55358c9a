package io.monaserver.protocol.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.rtmfp.flow.CongestionControl;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.ReceivingFlows;
import io.monaserver.protocol.rtmfp.flow.RoundTrip;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendingFlows;
import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import io.monaserver.protocol.rtmfp.keying.Certificate;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.keying.SessionKeys;
import io.monaserver.protocol.rtmfp.packet.Address;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkReader;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.SessionChunk;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One session from the moment both ends have its keys (§3.5). Belongs to its endpoint's thread. What its user writes
 * goes out with the next {@link #flush()}; datagrams that come in and timers flush by themselves.
 */
public final class Session {

    private final SessionContext context;
    private final Origin origin;
    private final SessionKeys keys;
    private final PacketCipher cipher;
    private final RoundTrip roundTrip = new RoundTrip();
    private final CongestionControl congestion = new CongestionControl();
    private final TimeCriticality criticality;
    private final SendingFlows sending;
    private final ReceivingFlows receiving;
    private final Keepalive keepalive;
    private final FarAddress farAddress;
    private final SessionPackets packets;
    private final SessionEnd end = new SessionEnd();
    private SessionHandler handler = flow -> null;
    private boolean answering;

    /** By which a repeated keying is recognised; null once it is not needed. */
    private @Nullable AnsweredKeying answered;

    /** The earliest time for which the endpoint has this session in its queue. */
    long queuedAt = Long.MAX_VALUE;

    /** What a session is made of. */
    record Origin(int id, int farId, boolean initiator, InetSocketAddress address, Certificate certificate) {

        /** The mark of this end's packets. */
        int mode() {
            return initiator ? PacketHeader.MODE_INITIATOR : PacketHeader.MODE_RESPONDER;
        }
    }

    Session(SessionContext context, Origin origin, SessionKeys keys) {
        this.context = context;
        this.origin = origin;
        this.keys = keys;
        this.cipher = new PacketCipher(keys);
        this.criticality = context.criticality();
        this.sending = new SendingFlows(roundTrip, congestion, criticality);
        this.receiving = new ReceivingFlows(
                flow -> handler.onFlow(flow), sending, context.settings().flowCapacity());
        this.keepalive = new Keepalive(context.settings().keepalive(), roundTrip, context.now(), origin.initiator);
        this.farAddress = new FarAddress(origin.address, context.random());
        this.packets = new SessionPackets(
                context,
                new SessionPackets.Marks(cipher, origin.farId, origin.mode()),
                new SessionPackets.Contents(sending, receiving, roundTrip, criticality));
        prepare();
    }

    void setHandler(SessionHandler handler) {
        this.handler = handler;
    }

    /** The number by which the other end addresses this session. */
    public int id() {
        return origin.id;
    }

    /** Who the other end is. */
    public ClientId peerId() {
        return origin.certificate.fingerprint();
    }

    Certificate certificate() {
        return origin.certificate;
    }

    /** Where the other end is. */
    public InetSocketAddress address() {
        return farAddress.current();
    }

    /** Whether flows may be opened and written. */
    public boolean isOpen() {
        return end.isOpen();
    }

    /** A secret that both ends have, as each other's far nonce (RFC 7425 §4.6.5). */
    public byte[] nearNonce() {
        return keys.nearNonce().clone();
    }

    /** The other one. */
    public byte[] farNonce() {
        return keys.farNonce().clone();
    }

    /** The smoothed round trip time in milliseconds, -1 while unknown. */
    public long roundTripMs() {
        return roundTrip.smoothedMs();
    }

    /** Bytes of messages under way. */
    public long outstandingBytes() {
        return sending.outstanding();
    }

    /** Bytes that may be under way. */
    public long congestionWindow() {
        return congestion.window();
    }

    /**
     * Opens a flow; nothing is sent before its first message. If the session, or the flow that it answers, is not open
     * (§3.6.2.1), neither is this one.
     *
     * @param metadata what it is for, at most {@value SendingFlows#MAX_METADATA} bytes
     */
    public SendFlow openFlow(byte[] metadata, @Nullable ReceiveFlow answered, FlowSettings settings) {
        prepare();
        return sending.open(metadata, answered, settings, isOpen());
    }

    /** Passes a hello on to the other end (§3.5.1.5). */
    public void forward(Slice endpointDiscriminator, Address replyAddress, Slice tag) {
        if (isOpen()) {
            packets.add(new SessionChunk.ForwardedHello(
                    Slice.of(endpointDiscriminator.toBytes()), replyAddress, Slice.of(tag.toBytes())));
            flush();
        }
    }

    /** Asks for a sign of life (§3.5.4). */
    public void ping() {
        if (isOpen()) {
            packets.add(new SessionChunk.Ping(Slice.EMPTY));
            flush();
        }
    }

    /** Closes in an orderly way (§3.5.5): the other end is told until it confirms. */
    public void close() {
        if (isOpen()) {
            end.beginNear(context.now());
            leave(CloseReason.NEAR);
            packets.add(new SessionChunk.Close());
            flush();
        }
    }

    /** Closes at once: tells the other end so, and forgets. */
    public void abort() {
        end(CloseReason.NEAR, true);
    }

    void end(CloseReason reason, boolean tell) {
        if (end.isClosed()) {
            return;
        }
        boolean wasOpen = isOpen();
        end.close();
        if (wasOpen) {
            leave(reason);
        }
        if (tell) {
            packets.add(new SessionChunk.CloseAck());
            transmit();
        }
        context.ended(this);
    }

    /** §3.5.5: flows exist in open sessions only. */
    private void leave(CloseReason reason) {
        packets.clear();
        sending.abort();
        receiving.abort();
        handler.onClosed(this, reason);
    }

    // What comes in.

    /** Takes a datagram's encrypted part. */
    void receive(byte[] bytes, int offset, int length, byte[] plain, InetSocketAddress from) {
        Slice packet = cipher.open(bytes, offset, length, plain);
        if (packet == null) {
            context.dropped(DropReason.CORRUPT);
            return;
        }
        try {
            WireReader in = new WireReader(packet);
            process(PacketHeader.read(in), in, from);
        } catch (MalformedPacketException expected) {
            context.dropped(DropReason.MALFORMED);
        }
        if (!answering) {
            answering = true;
            context.heard(this);
        }
    }

    /** Sends what packets that came gave rise to. */
    void answer() {
        answering = false;
        flush();
    }

    /** §2.2.4: packets that bear this end's own mark were sent by nobody else. */
    private void process(PacketHeader header, WireReader in, InetSocketAddress from) {
        if (header.mode() == origin.mode() || header.mode() == PacketHeader.MODE_STARTUP) {
            context.dropped(DropReason.WRONG_MODE);
            return;
        }
        prepare();
        if (keepalive.heard(context.now())) {
            context.proven(this);
            answered = null;
        }
        if (isOpen()) {
            takeHeader(header);
        }
        sending.beginPacket();
        ChunkReader chunks = new ChunkReader(in, header);
        for (Chunk chunk = chunks.next(); chunk != null && !end.isClosed(); chunk = chunks.next()) {
            take(chunk, from);
        }
        for (int i = 0; i < chunks.malformed(); i++) {
            context.dropped(DropReason.MALFORMED);
        }
        sending.endPacket();
        receiving.endPacket(context.now());
        if (receiving.isAbused()) {
            end(CloseReason.ABUSE, true);
        }
        checkAddress(from);
    }

    private void takeHeader(PacketHeader header) {
        roundTrip.received(header.timestamp(), header.timestampEcho(), context.now());
        if (header.isTimeCriticalReverse()) {
            sending.askedToYield();
        }
        if (header.isTimeCritical()) {
            criticality.received(sending, context.now());
        }
    }

    private void take(Chunk chunk, InetSocketAddress from) {
        if (chunk instanceof SessionChunk.Close) {
            farCloses();
        } else if (chunk instanceof SessionChunk.CloseAck) {
            end(CloseReason.FAR, false);
        } else if (isOpen()) {
            takeOpen(chunk, from);
        }
    }

    private void takeOpen(Chunk chunk, InetSocketAddress from) {
        if (chunk instanceof SessionChunk.UserData data) {
            receiving.receive(data, context.now());
        } else if (chunk instanceof SessionChunk.DataAck ack) {
            sending.acknowledged(ack);
        } else if (chunk instanceof SessionChunk.Ping ping) {
            packets.reply(ping);
        } else if (chunk instanceof SessionChunk.PingReply reply) {
            move(reply.message(), from);
        } else if (chunk instanceof SessionChunk.BufferProbe probe) {
            receiving.probe(probe.flowId());
        } else if (chunk instanceof SessionChunk.FlowException exception) {
            sending.rejected(exception.flowId(), exception.code());
        } else if (chunk instanceof SessionChunk.ForwardedHello hello) {
            context.forwarded(Hello.of(hello));
        }
    }

    /** §3.5.5. */
    private void farCloses() {
        if (isOpen()) {
            end.beginFar(context.now());
            leave(CloseReason.FAR);
        }
        packets.add(new SessionChunk.CloseAck());
    }

    /** §3.5.4.2: the other end seems to have moved; asks it there, at most once a second. */
    private void checkAddress(InetSocketAddress from) {
        if (isOpen() && farAddress.isToAsk(from, context.now())) {
            packets.send(new SessionChunk.Ping(Slice.of(farAddress.ask(from, context.now()))), from);
        }
    }

    private void move(Slice reply, InetSocketAddress from) {
        InetSocketAddress before = farAddress.move(reply, from, context.now());
        if (before != null) {
            context.moved(this, before);
            handler.onAddressChanged(this, before);
        }
    }

    // What goes out.

    /** Sends what may be sent now. */
    public void flush() {
        prepare();
        transmit();
        context.reschedule(this);
    }

    /** Sends what fills whole packets. What is left goes with whatever is sent next. */
    public void flushFull() {
        prepare();
        while (isOpen() && sending.unsentBytes() >= packets.chunkRoom() && packets.write(farAddress.current())) {
            // As long as there is enough.
        }
        context.reschedule(this);
    }

    private void prepare() {
        sending.prepare(context.now(), packets.chunkRoom());
    }

    private void transmit() {
        while (isOpen() ? packets.write(farAddress.current()) : packets.writeControlOnly(farAddress.current())) {
            // As long as there is something.
        }
    }

    // Timers.

    /** When to be asked again. */
    long deadline() {
        return isOpen()
                ? Math.min(Math.min(receiving.deadline(), sending.deadline()), keepalive.deadline())
                : end.deadline();
    }

    void onTimer() {
        prepare();
        long now = context.now();
        if (isOpen()) {
            onOpenTimer(now);
        } else if (end.isOver(now)) {
            end(CloseReason.NEAR, false);
        } else if (end.isRepeatDue(now)) {
            packets.add(new SessionChunk.Close());
        }
        if (!end.isClosed()) {
            flush();
        }
    }

    private void onOpenTimer(long now) {
        if (keepalive.isDead(now)) {
            end(CloseReason.TIMEOUT, false);
            return;
        }
        if (keepalive.isPingDue(now)) {
            packets.add(new SessionChunk.Ping(Slice.EMPTY));
        }
        sending.onTimer();
        sending.collectProbes(packets::add);
    }

    // The opening exchange.

    void remember(AnsweredKeying keying) {
        answered = keying;
    }

    @Nullable
    AnsweredKeying answered() {
        return answered;
    }

    /** Somebody else wants this address: makes sure that this session is alive. */
    void prove() {
        keepalive.hasten(context.now());
        context.reschedule(this);
    }
}
