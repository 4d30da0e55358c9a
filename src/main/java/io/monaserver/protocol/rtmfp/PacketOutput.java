package io.monaserver.protocol.rtmfp;

import io.monaserver.common.Clock;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.StartupChunk;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import java.net.InetSocketAddress;

/** The two arrays in which an endpoint makes its datagrams, one after the other: plain and encrypted. */
final class PacketOutput {

    private static final int MAX_PLAIN = 65536;
    private static final int SPARE = 64;

    /** What a fragment costs beyond its bytes: its chunk's type, length, flags and numbers, and the packet's header. */
    private static final int FRAGMENT_OVERHEAD = 16;

    /** §2.2.4: a timestamp counts four milliseconds. */
    private static final int TIMESTAMP_MILLIS = 4;

    /** Checksum, flags and timestamp. */
    private static final int STARTUP_OVERHEAD = 5;

    private final Clock clock;
    private final PacketSink sink;
    private final int packetBytes;
    private final PacketCipher defaultCipher;
    private final byte[] plain = new byte[PacketCipher.HEADROOM + MAX_PLAIN + SPARE];
    private final byte[] wire = new byte[Multiplex.LENGTH + MAX_PLAIN + SPARE];
    private long nextPacketId;

    PacketOutput(Clock clock, PacketSink sink, int packetBytes, PacketCipher defaultCipher) {
        this.clock = clock;
        this.sink = sink;
        this.packetBytes = packetBytes;
        this.defaultCipher = defaultCipher;
    }

    /** The bytes that header and chunks of a packet may take under this cipher. */
    int room(PacketCipher cipher) {
        return packetBytes - Multiplex.LENGTH - cipher.overhead();
    }

    /** Begins a packet of no more than these bytes. */
    WireWriter begin(int room) {
        return new WireWriter(plain, PacketCipher.HEADROOM, room);
    }

    /** Sets flags in the header of the packet begun last. */
    void flag(int flags) {
        plain[PacketCipher.HEADROOM] |= (byte) flags;
    }

    /** Sends the packet begun last; returns the bytes of the datagram. */
    int send(WireWriter packet, PacketCipher cipher, int sessionId, InetSocketAddress to) {
        int length = packet.position() - PacketCipher.HEADROOM;
        int sealed = cipher.seal(plain, PacketCipher.HEADROOM, length, wire, Multiplex.LENGTH);
        Multiplex.scramble(wire, 0, Multiplex.LENGTH + sealed, sessionId);
        sink.send(wire, Multiplex.LENGTH + sealed, to);
        return Multiplex.LENGTH + sealed;
    }

    /** Sends a chunk under the default key, in fragments if it is too large for the path (§3.4). */
    void sendStartup(StartupChunk chunk, int sessionId, InetSocketAddress to) {
        WireWriter packet = begin(MAX_PLAIN);
        startHeader(packet);
        chunk.write(packet);
        Slice written = packet.since(PacketCipher.HEADROOM);
        int room = room(defaultCipher);
        if (written.length() <= room) {
            send(packet, defaultCipher, sessionId, to);
            return;
        }
        byte[] whole = written.toBytes();
        int step = room - FRAGMENT_OVERHEAD;
        long packetId = nextPacketId++;
        for (int i = 0; i * step < whole.length; i++) {
            int length = Math.min(step, whole.length - i * step);
            boolean more = (i + 1) * step < whole.length;
            WireWriter part = begin(room);
            startHeader(part);
            new StartupChunk.Fragment(more, packetId, i, Slice.of(whole, i * step, length)).write(part);
            send(part, defaultCipher, sessionId, to);
        }
    }

    /** With a timestamp, which the RFC does not ask for here: librtmfp takes no startup packet without. */
    private void startHeader(WireWriter packet) {
        int timestamp = (int) (clock.millis() / TIMESTAMP_MILLIS) & 0xFFFF;
        PacketHeader.write(packet, PacketHeader.MODE_STARTUP, timestamp, -1);
    }

    /** The bytes of the datagram that this chunk would be in. */
    int startupLength(StartupChunk chunk) {
        WireWriter counted = begin(MAX_PLAIN);
        chunk.write(counted);
        int length = STARTUP_OVERHEAD + counted.position() - PacketCipher.HEADROOM;
        return Multiplex.LENGTH + (length + 15) / 16 * 16;
    }
}
