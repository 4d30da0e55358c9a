package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.ReceivingFlows;
import io.monaserver.protocol.rtmfp.flow.RoundTrip;
import io.monaserver.protocol.rtmfp.flow.SendingFlows;
import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.SessionChunk;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** Makes the packets of a session: what manages the session first, then acknowledgements, then data (§2.2.4). */
final class SessionPackets {

    private static final int MAX_CONTROL_CHUNKS = 64;

    private final SessionContext context;
    private final Marks marks;
    private final Contents contents;
    private final ArrayDeque<SessionChunk> control = new ArrayDeque<>();

    /**
     * By which the other end knows the session's packets.
     *
     * @param cipher under its keys
     * @param sessionId its number for the session
     * @param mode which end sends
     */
    record Marks(PacketCipher cipher, int sessionId, int mode) {}

    /**
     * What the packets of an open session are about.
     *
     * @param sending its flows to the other end
     * @param receiving the acknowledgements of the other end's
     * @param roundTrip has the stamps
     * @param criticality tells whether others send real-time data, in sessions of which each is known by its flows
     */
    record Contents(SendingFlows sending, ReceivingFlows receiving, RoundTrip roundTrip, TimeCriticality criticality) {}

    /** The packets of a session. */
    SessionPackets(SessionContext context, Marks marks, Contents contents) {
        this.context = context;
        this.marks = marks;
        this.contents = contents;
    }

    /** Adds what manages the session. */
    void add(SessionChunk chunk) {
        control.add(chunk);
    }

    /** §3.5.4: the same message comes back, if it fits into a packet and not too much waits already. */
    void reply(SessionChunk.Ping ping) {
        boolean fits = ping.message().length() + Chunk.HEADER_LENGTH <= chunkRoom();
        if (fits && control.size() < MAX_CONTROL_CHUNKS) {
            control.add(new SessionChunk.PingReply(ping.message()));
        }
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

    /** Sends a packet of what waits and may go, with acknowledgements and data; false if there is nothing. */
    boolean write(InetSocketAddress to) {
        boolean data = contents.sending.isReady();
        if (control.isEmpty() && !data && !contents.receiving.isAckDue(context.now())) {
            return false;
        }
        WireWriter packet = begin();
        int start = packet.position();
        writeControl(packet);
        contents.receiving.writeAcks(packet, packet.position() == start);
        if (data && contents.sending.writeData(packet) && contents.sending.wroteTimeCritical()) {
            context.output().flag(PacketHeader.TIME_CRITICAL);
        }
        return send(packet, start, to);
    }

    /** Sends a packet of what manages the session, as there is nothing else any more; false if there is nothing. */
    boolean writeControlOnly(InetSocketAddress to) {
        if (control.isEmpty()) {
            return false;
        }
        WireWriter packet = begin();
        int start = packet.position();
        writeControl(packet);
        return send(packet, start, to);
    }

    private boolean send(WireWriter packet, int start, InetSocketAddress to) {
        if (packet.position() == start) {
            return false;
        }
        context.output().send(packet, marks.cipher, marks.sessionId, to);
        return true;
    }

    /** There are clients that refuse packets without a stamp, so each one has it. */
    private WireWriter begin() {
        long now = context.now();
        WireWriter packet = context.output().begin(context.output().room(marks.cipher));
        boolean yield = contents.criticality.isReceivedByOther(contents.sending, now);
        int flags = marks.mode | (yield ? PacketHeader.TIME_CRITICAL_REVERSE : 0);
        PacketHeader.write(packet, flags, RoundTrip.stamp(now), contents.roundTrip.echo(now));
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
