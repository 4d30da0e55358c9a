package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.RoundTrip;
import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.SessionChunk;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** Makes the packets of a session: what manages the session first, then acknowledgements, then data (§2.2.4). */
final class SessionPackets {

    private static final int MAX_CONTROL_CHUNKS = 64;

    private final Session session;
    private final SessionContext context;
    private final Marks marks;
    private final TimeCriticality criticality;
    private final ArrayDeque<SessionChunk> control = new ArrayDeque<>();

    /**
     * By which the other end knows the session's packets.
     *
     * @param cipher under its keys
     * @param sessionId its number for the session
     * @param mode which end sends
     */
    record Marks(PacketCipher cipher, int sessionId, int mode) {}

    /** The packets of this session; nothing is asked of it yet. */
    SessionPackets(Session session, SessionContext context, Marks marks, TimeCriticality criticality) {
        this.session = session;
        this.context = context;
        this.marks = marks;
        this.criticality = criticality;
    }

    /** Adds what manages the session. */
    void add(SessionChunk chunk) {
        control.add(chunk);
    }

    /** Whether there is so much of it that nothing should be added only because the other end asks. */
    boolean isCrowded() {
        return control.size() >= MAX_CONTROL_CHUNKS;
    }

    void clear() {
        control.clear();
    }

    /** The bytes that chunks may take in a packet. */
    int chunkRoom() {
        return context.output().room(marks.cipher) - PacketHeader.MAX_LENGTH;
    }

    /** Sends one chunk alone, to wherever. */
    void send(SessionChunk chunk, InetSocketAddress to) {
        WireWriter packet = begin();
        chunk.write(packet);
        context.output().send(packet, marks.cipher, marks.sessionId, to);
    }

    /** Sends a packet of what waits and may go; false if there is nothing. */
    boolean write() {
        boolean open = session.isOpen();
        boolean data = open && session.sending().isReady();
        if (control.isEmpty() && !data && !(open && session.receiving().isAckDue(context.now()))) {
            return false;
        }
        WireWriter packet = begin();
        int start = packet.position();
        writeControl(packet);
        if (open) {
            session.receiving().writeAcks(packet, packet.position() == start);
        }
        if (data && session.sending().writeData(packet) && session.sending().wroteTimeCritical()) {
            context.output().flag(PacketHeader.TIME_CRITICAL);
        }
        if (packet.position() == start) {
            return false;
        }
        context.output().send(packet, marks.cipher, marks.sessionId, session.address());
        return true;
    }

    /** There are clients that refuse packets without a stamp, so each one has it. */
    private WireWriter begin() {
        long now = context.now();
        WireWriter packet = context.output().begin(context.output().room(marks.cipher));
        boolean yield = criticality.isReceivedByOther(session, now);
        int flags = marks.mode | (yield ? PacketHeader.TIME_CRITICAL_REVERSE : 0);
        PacketHeader.write(
                packet, flags, RoundTrip.stamp(now), session.roundTrip().echo(now));
        return packet;
    }

    private void writeControl(WireWriter packet) {
        int start = packet.position();
        for (SessionChunk chunk = control.peek(); chunk != null; chunk = control.peek()) {
            int before = packet.position();
            chunk.write(packet);
            if (packet.remaining() < 0 && before > start) {
                packet.rewind(before);
                return;
            }
            control.remove();
        }
    }
}
