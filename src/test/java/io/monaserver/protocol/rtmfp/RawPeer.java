package io.monaserver.protocol.rtmfp;

import io.monaserver.protocol.rtmfp.flow.FlowAcceptor;
import io.monaserver.protocol.rtmfp.flow.TimeCriticality;
import io.monaserver.protocol.rtmfp.keying.Identity;
import io.monaserver.protocol.rtmfp.keying.PacketCipher;
import io.monaserver.protocol.rtmfp.keying.SessionKeys;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.ChunkReader;
import io.monaserver.protocol.rtmfp.packet.MalformedPacketException;
import io.monaserver.protocol.rtmfp.packet.Multiplex;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.testkit.ManualClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** The initiator of a session, written by hand: every byte that the session under test gets and sends can be seen. */
final class RawPeer implements SessionContext {

    static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.2", 1000);

    final ManualClock clock = new ManualClock();
    final List<byte[]> packets = new ArrayList<>();
    final List<InetSocketAddress> destinations = new ArrayList<>();
    final List<DropReason> drops = new ArrayList<>();
    final Session session;
    private final PacketCipher cipher;
    private final EndpointSettings settings = EndpointSettings.server(Identity.server(new Random(1)), new byte[] {1});
    private final Random random = new Random(9);
    private final PacketOutput output;
    private final TimeCriticality criticality = new TimeCriticality();
    private final byte[] plain = new byte[65536];

    RawPeer(FlowAcceptor acceptor) {
        byte[] one = key(1);
        byte[] other = key(2);
        cipher = new PacketCipher(keys(one, other));
        output = new PacketOutput(clock, this::take, settings.packetBytes(), new PacketCipher());
        session = new Session(
                this,
                new Session.Origin(7, 8, false, ADDRESS, settings.identity().certificate()),
                keys(other, one));
        session.setHandler(flow -> acceptor.onFlow(flow));
    }

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    private static SessionKeys keys(byte[] encrypt, byte[] decrypt) {
        return new SessionKeys(encrypt, decrypt, encrypt, decrypt, 0, 0, false, false, encrypt, decrypt);
    }

    private void take(byte[] datagram, int length, InetSocketAddress to) {
        Slice packet = cipher.open(datagram, Multiplex.LENGTH, length - Multiplex.LENGTH, new byte[length]);
        if (packet == null) {
            throw new AssertionError("the session sent what cannot be opened");
        }
        packets.add(packet.toBytes());
        destinations.add(to);
    }

    /** Sends a packet of these hexadecimal digits. */
    RawPeer send(String packet) {
        return sendFrom(ADDRESS, HexFormat.of().parseHex(packet.replace(" ", "")));
    }

    RawPeer sendFrom(InetSocketAddress from, byte[] packet) {
        byte[] scratch = new byte[PacketCipher.HEADROOM + packet.length + 32];
        System.arraycopy(packet, 0, scratch, PacketCipher.HEADROOM, packet.length);
        byte[] datagram = new byte[scratch.length];
        int length = cipher.seal(scratch, PacketCipher.HEADROOM, packet.length, datagram, 0);
        session.receive(datagram, 0, length, plain, from);
        return this;
    }

    /** Lets time go by; timers act as an endpoint would have them. */
    void pass(long ms) {
        long end = clock.millis() + ms;
        while (session.deadline() <= end) {
            clock.advance(Duration.ofMillis(Math.max(0, session.deadline() - clock.millis())));
            session.onTimer();
        }
        clock.advance(Duration.ofMillis(end - clock.millis()));
    }

    /** The chunks that were sent since the last call. */
    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (byte[] packet : packets) {
            try {
                WireReader in = new WireReader(Slice.of(packet));
                ChunkReader reader = new ChunkReader(in, PacketHeader.read(in));
                for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
                    chunks.add(chunk);
                }
            } catch (MalformedPacketException e) {
                throw new AssertionError(e);
            }
        }
        packets.clear();
        destinations.clear();
        return chunks;
    }

    @Override
    public long now() {
        return clock.millis();
    }

    @Override
    public PacketOutput output() {
        return output;
    }

    @Override
    public Random random() {
        return random;
    }

    @Override
    public EndpointSettings settings() {
        return settings;
    }

    @Override
    public TimeCriticality criticality() {
        return criticality;
    }

    @Override
    public void proven(Session proven) {}

    @Override
    public void moved(Session moved, InetSocketAddress before) {}

    @Override
    public void ended(Session ended) {}

    @Override
    public void heard(Session heard) {
        heard.answer();
    }

    @Override
    public void reschedule(Session rescheduled) {}

    @Override
    public void forwarded(Hello hello) {}

    @Override
    public void dropped(DropReason reason) {
        drops.add(reason);
    }
}
