package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.monaserver.common.IpAddress;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.Effect;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.Writer;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.protocol.rtmfp.SessionHandler;
import io.monaserver.protocol.rtmfp.flash.FlowMetadata;
import io.monaserver.protocol.rtmfp.flow.FlowPriority;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.flow.SendHandler;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.ForwardedHello;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.transport.flash.FlashOutput;
import io.monaserver.transport.flash.FlashPeer;
import io.monaserver.transport.flash.FlashSession;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A NetConnection over an RTMFP session: messages of flows to the Flash session, its answers to flows. Belongs to the
 * session's loop, but for the figures that {@link Writer} gives to any thread.
 */
final class RtmfpPeer implements FlashPeer, Writer, SessionHandler, SendHandler, Wanted {

    private static final Logger LOG = LoggerFactory.getLogger(RtmfpPeer.class);

    private static final int STREAM_BEGIN = 0;
    private static final int STREAM_EOF = 1;
    private static final int SET_KEEPALIVE = 41;
    private static final int USER_CONTROL_LENGTH = 10;

    /** How long a client may take to hear that its connection is over. */
    private static final long FAREWELL_MS = 2000;

    private final RtmfpLoop loop;
    private final Session session;
    private final PeerFlows flows;
    private final PeerMessages messages = new PeerMessages(this);
    private final PeerGroups groups;
    private final List<ReceiveFlow> received = new ArrayList<>();
    private final HelloQuota hellos = new HelloQuota();
    private final HelloQuota searches = new HelloQuota();
    private final LossWindow loss = new LossWindow();
    private volatile Whereabouts whereabouts;
    private @Nullable FlashSession flash;
    private boolean ending;
    private int holds;
    private volatile int pingMs;
    private volatile long lastReceptionMs;

    RtmfpPeer(RtmfpLoop loop, Session session) {
        this.loop = loop;
        this.session = session;
        this.flows = new PeerFlows(session, this);
        this.groups = new PeerGroups(this, flows);
        this.whereabouts = Whereabouts.at(session.address());
    }

    @Override
    public ClientId id() {
        return session.peerId();
    }

    @Override
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    @Override
    public void forward(ForwardedHello hello) {
        if (!hellos.take(loop.server().clock().millis())) {
            return;
        }
        loop.loop().executor().execute(() -> {
            session.forward(hello.endpointDiscriminator(), hello.replyAddress(), hello.tag());
            loop.flush();
        });
    }

    /** How often it may look for clients of other servers. */
    HelloQuota searches() {
        return searches;
    }

    // What comes in.

    /** RFC 7425 §5.1.1: flows of unknown kinds, and such as no connection has begun, are rejected. */
    @Override
    public @Nullable MessageHandler onFlow(ReceiveFlow flow) {
        FlowMetadata metadata = FlowMetadata.read(flow.metadata());
        if (metadata == null || ending || (metadata.streamId() != 0 && flash == null)) {
            return null;
        }
        boolean isGroup = metadata.kind() == FlowMetadata.Kind.GROUP;
        if (isGroup && flash == null) {
            return null;
        }
        if (metadata.streamId() == 0 && !isGroup) {
            flows.answer(flow);
        }
        if (holds > 0) {
            flow.suspend();
        }
        received.add(flow);
        return isGroup ? groups.onFlow() : messages.onFlow((int) metadata.streamId());
    }

    /** A message came; it is dealt with further when all that came at once was given. */
    void heard() {
        lastReceptionMs = loop.server().clock().epochMs();
        pingMs = (int) Math.max(0, session.roundTripMs());
        loop.touch(this);
    }

    /** What came cannot be read. */
    void fail(String text) {
        loop.server().traffic().malformed().increment();
        LOG.warn("RTMFP session of {} closed: {}", session.address(), text);
        session.abort();
    }

    /** The Flash session, which the first command begins. */
    FlashSession beginFlash() {
        FlashSession begun = flash;
        if (begun == null) {
            begun = new FlashSession(
                    this,
                    loop.server().sessions().open(this, loop.loop()),
                    loop.loop().executor(),
                    new FlashSession.Origin(session.peerId(), "RTMFP", session.address()));
            flash = begun;
        }
        return begun;
    }

    /** RFC 7425 §5.3.3: the addresses of the client's own interfaces. */
    void onPeerInfo(List<String> addresses) {
        whereabouts = whereabouts.reporting(addresses);
        sendKeepaliveTimers();
    }

    /** By which address the client has called this server, if it was one. */
    void onServerNamed(@Nullable IpAddress address) {
        whereabouts = whereabouts.knowing(address);
    }

    void onReadComplete() {
        long now = loop.server().clock().millis();
        if (loss.isDue(now)) {
            flows.sample(loss, now);
        }
        if (flash != null) {
            flash.onReadComplete();
        }
    }

    /** RFC 7425 §5.3.6: the client ends the connection by ending its control flow. */
    void onComplete(ReceiveFlow flow) {
        received.remove(flow);
        if (flows.isControl(flow)) {
            closeAfterFlush("closed by the client");
        }
    }

    /** RFC 7425 §5.3.5.3: with one flow of a stream all are rejected, or they might wait for it. */
    void onAborted(ReceiveFlow flow) {
        received.remove(flow);
        FlowMetadata metadata = FlowMetadata.read(flow.metadata());
        if (metadata != null && metadata.streamId() != 0) {
            received.removeIf(other -> rejectIfOf(metadata.streamId(), other));
        }
    }

    private static boolean rejectIfOf(long stream, ReceiveFlow flow) {
        FlowMetadata metadata = FlowMetadata.read(flow.metadata());
        boolean same = metadata != null && metadata.streamId() == stream;
        if (same) {
            flow.reject(0);
        }
        return same;
    }

    @Override
    public void onException(SendFlow flow, long code) {
        if (flows.isControl(flow)) {
            session.close();
        }
    }

    /** The last word has arrived. */
    @Override
    public void onComplete(SendFlow flow) {
        if (ending && flows.isControl(flow)) {
            session.close();
        }
    }

    @Override
    public void onAborted(SendFlow flow) {
        // The session tells.
    }

    @Override
    public void onClosed(Session closed, io.monaserver.protocol.rtmfp.CloseReason reason) {
        ending = true;
        loop.server().peers().remove(this);
        FlashSession gone = flash;
        flash = null;
        if (gone != null) {
            gone.onClosed("session ended: " + reason);
        }
    }

    @Override
    public void onAddressChanged(Session moved, InetSocketAddress before) {
        whereabouts = whereabouts.movedTo(moved.address());
        loop.server().peers().moved(this, before);
        if (flash != null) {
            flash.onAddressChanged(moved.address());
        }
    }

    /** The connection's Flash session, null before its first command and after its end. */
    @Nullable
    FlashSession flash() {
        return flash;
    }

    // What goes out.

    @Override
    public void greet() {
        // RTMFP's handshake has said all.
    }

    @Override
    public void onConnected() {
        loop.server().peers().add(this);
    }

    @Override
    public void sendCommand(int stream, byte[] payload) {
        flows.write(stream, FlowPriority.IMMEDIATE, MessageType.COMMAND_AMF0, 0, payload);
    }

    @Override
    public void sendData(int stream, byte[] payload) {
        flows.write(stream, FlowPriority.IMMEDIATE, MessageType.DATA_AMF0, 0, payload);
    }

    @Override
    public void sendStreamBegin(int stream) {
        sendUserControl(stream, userControl(STREAM_BEGIN).writeInt(stream));
    }

    @Override
    public void sendStreamEnd(int stream) {
        sendUserControl(stream, userControl(STREAM_EOF).writeInt(stream));
    }

    /** RFC 7425 §5.3.4. */
    private void sendKeepaliveTimers() {
        RtmfpServer.Settings settings = loop.server().settings();
        WireWriter event = userControl(SET_KEEPALIVE);
        event.writeInt((int) settings.keepaliveServer().toMillis());
        event.writeInt((int) settings.keepalivePeer().toMillis());
        sendUserControl(0, event);
        flush();
    }

    private static WireWriter userControl(int event) {
        return new WireWriter(USER_CONTROL_LENGTH).writeShort(event);
    }

    private void sendUserControl(int stream, WireWriter event) {
        flows.write(stream, FlowPriority.IMMEDIATE, MessageType.USER_CONTROL, 0, event.copySince(0));
    }

    @Override
    public void write(Effect effect) {
        if (flash != null) {
            flash.write(effect);
        }
    }

    @Override
    public boolean hasFlows() {
        return true;
    }

    @Override
    public FlashOutput output(int writer, boolean reliable) {
        return flows.output(this, writer, reliable);
    }

    @Override
    public void flush() {
        session.flush();
        loop.flush();
    }

    @Override
    public void flushFull() {
        session.flushFull();
        loop.flush();
    }

    @Override
    public void hold() {
        holds++;
        received.forEach(ReceiveFlow::suspend);
    }

    @Override
    public void resume() {
        holds--;
        if (holds == 0) {
            List.copyOf(received).forEach(ReceiveFlow::resume);
            onReadComplete();
            flush();
        }
    }

    @Override
    public MediaSink openSink(int stream, Map<String, String> parameters, Consumer<StreamEvent> events) {
        boolean unbuffered = "true".equals(parameters.get("unbuffered"));
        flows.renew(stream);
        return new RtmfpMediaSink(this, new MediaFlows(flows, stream, unbuffered), events);
    }

    RtmfpLoop loop() {
        return loop;
    }

    @Override
    public void closeAfterFlush(String reason) {
        if (ending) {
            return;
        }
        ending = true;
        if (flows.close()) {
            session.close();
        } else {
            loop.loop().executor().schedule(this::endNow, FAREWELL_MS, TimeUnit.MILLISECONDS);
        }
        flush();
    }

    private void endNow() {
        session.close();
        loop.flush();
    }

    @Override
    public void suggest(String address) {
        if (flash != null) {
            flash.suggest(address);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (flash != null) {
            flash.close(reason);
        } else {
            closeAfterFlush(reason.text());
        }
    }

    @Override
    public int pingMs() {
        return pingMs;
    }

    @Override
    public double lostRate() {
        return loss.rate();
    }

    @Override
    public long lastReceptionMs() {
        return lastReceptionMs;
    }
}
