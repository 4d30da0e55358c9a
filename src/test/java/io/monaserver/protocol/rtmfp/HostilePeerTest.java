package io.monaserver.protocol.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.packet.FlowOptions;
import io.monaserver.protocol.rtmfp.packet.FragmentControl;
import io.monaserver.protocol.rtmfp.packet.RandomChunks;
import io.monaserver.protocol.rtmfp.packet.SessionChunk;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireWriter;
import io.monaserver.testkit.Spec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The other end has the keys and means harm. */
@Spec("7016 §5")
class HostilePeerTest {

    private long delivered;

    @Test
    void randomChunksBreakNothing() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RawPeer peer = new RawPeer(flow -> (from, message) -> delivered++);
            SendFlow flow = peer.session.openFlow(new byte[] {1}, null, FlowSettings.NORMAL);
            for (int i = 0; i < 100; i++) {
                flow.write(new byte[random.nextInt(3000)], random.nextBoolean() ? Reliability.FULL : Reliability.NONE);
                peer.sendFrom(RawPeer.ADDRESS, packet(random));
                peer.pass(random.nextInt(500));
                peer.chunks();
            }
            assertThat(flow.queuedBytes()).as("seed %d", seed).isNotNegative();
            assertThat(peer.session.outstandingBytes()).as("seed %d", seed).isNotNegative();
        }
    }

    private static byte[] packet(Random random) {
        WireWriter out = new WireWriter(20_000);
        out.writeByte(1);
        for (int i = random.nextInt(5); i >= 0; i--) {
            chunk(random).write(out);
        }
        byte[] packet = out.copySince(0);
        if (random.nextInt(3) == 0) {
            packet[1 + random.nextInt(packet.length - 1)] = (byte) random.nextInt();
        }
        return packet;
    }

    /** Half of them are about the few flows that there are. */
    private static SessionChunk chunk(Random random) {
        long number = 1 + random.nextInt(40);
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                new SessionChunk.UserData(
                        random.nextInt(4),
                        number,
                        Math.max(0, number - 1 - random.nextInt(20)),
                        random.nextInt(4),
                        false,
                        random.nextInt(30) == 0,
                        random.nextBoolean() ? new FlowOptions(Slice.of(new byte[1]), null, true) : null,
                        Slice.of(new byte[random.nextInt(50)]));
            case 2 -> new SessionChunk.DataAck(2, random.nextInt(100), random.nextInt(40), number + 45, number + 50);
            case 3 ->
                random.nextInt(50) == 0
                        ? new SessionChunk.FlowException(2, 0)
                        : new SessionChunk.BufferProbe(random.nextInt(5));
            default -> {
                SessionChunk any = RandomChunks.session(random);
                boolean ends = any instanceof SessionChunk.Close || any instanceof SessionChunk.CloseAck;
                yield ends && random.nextInt(50) > 0 ? new SessionChunk.Ping(Slice.EMPTY) : any;
            }
        };
    }

    @Test
    void flowsWithoutEndTakeBoundedMemory() {
        RawPeer peer = new RawPeer(flow -> (from, message) -> delivered++);
        for (int flow = 0; flow < 5000; flow++) {
            send(peer, flow, 1, FragmentControl.BEGIN, 900);
        }
        int answered = peer.chunks().size();

        assertThat(answered).isEqualTo(1024);
        assertThat(peer.session.isOpen()).isTrue();
    }

    @Test
    void messagesWithoutEndAreRejected() {
        RawPeer peer = new RawPeer(flow -> (from, message) -> delivered++);
        send(peer, 2, 1, FragmentControl.BEGIN, 1000);
        for (int i = 2; i < 8000; i++) {
            send(peer, 2, i, FragmentControl.MIDDLE, 1000);
        }

        assertThat(peer.chunks()).anyMatch(SessionChunk.FlowException.class::isInstance);
    }

    @Test
    void manyLargeMessagesWithoutEndCloseTheSession() {
        RawPeer peer = new RawPeer(flow -> (from, message) -> delivered++);
        for (int flow = 0; flow < 20 && peer.session.isOpen(); flow++) {
            send(peer, flow, 1, FragmentControl.BEGIN, 1000);
            for (int i = 2; i < 5000 && peer.session.isOpen(); i++) {
                send(peer, flow, i, FragmentControl.MIDDLE, 1000);
            }
            peer.chunks();
        }

        assertThat(peer.session.isOpen()).isFalse();
    }

    @Test
    void fragmentsOutOfOrderAreHeldUpToTheCapacity() {
        RawPeer peer = new RawPeer(flow -> (from, message) -> delivered++);
        send(peer, 2, 1, FragmentControl.WHOLE, 10);
        peer.chunks();
        for (int i = 3; i < 5000; i++) {
            send(peer, 2, i, FragmentControl.WHOLE, 1000);
            if (i < 4990) {
                peer.packets.clear();
            }
        }
        SessionChunk.DataAck ack = (SessionChunk.DataAck) peer.chunks().get(0);

        assertThat(ack.cumulativeAck()).isEqualTo(1);
        assertThat(ack.bufferBlocks()).isEqualTo(1);
        assertThat(ack.ranges()[1]).isLessThan(1200);
        send(peer, 2, 2, FragmentControl.WHOLE, 10);
        assertThat(delivered).isEqualTo(ack.ranges()[1]);
    }

    private static void send(RawPeer peer, long flow, long number, int control, int length) {
        FlowOptions options = number == 1 ? new FlowOptions(Slice.of(new byte[1]), null, true) : null;
        WireWriter out = new WireWriter(2000);
        out.writeByte(1);
        Slice data = Slice.of(new byte[length]);
        new SessionChunk.UserData(flow, number, 0, control, false, false, options, data).write(out);
        peer.sendFrom(RawPeer.ADDRESS, out.copySince(0));
    }
}
