package io.monaserver.protocol.rtmfp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flash.FlowMessage;
import io.monaserver.protocol.rtmfp.flash.FlowSynchronizer;
import io.monaserver.protocol.rtmfp.flow.FlowSettings;
import io.monaserver.protocol.rtmfp.flow.MessageHandler;
import io.monaserver.protocol.rtmfp.flow.ReceiveFlow;
import io.monaserver.protocol.rtmfp.flow.Reliability;
import io.monaserver.protocol.rtmfp.flow.SendFlow;
import io.monaserver.protocol.rtmfp.packet.Chunk;
import io.monaserver.protocol.rtmfp.packet.PacketHeader;
import io.monaserver.protocol.rtmfp.packet.SessionChunk;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import io.monaserver.protocol.rtmfp.packet.Slice;
import io.monaserver.protocol.rtmfp.packet.WireReader;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session answers to packets written by hand. */
class SessionPacketTest {

    private static final String OPEN = "09 0001 10 000D 80 02 01 01 05 00 54430400 00 AA BB";

    private final List<String> messages = new ArrayList<>();
    private final List<ReceiveFlow> flows = new ArrayList<>();
    private final RawPeer peer = new RawPeer(this::accept);

    private MessageHandler accept(ReceiveFlow flow) {
        flows.add(flow);
        return (from, message) -> messages.add(message.toString());
    }

    @Test
    @Spec({"7016 §3.6.3.1", "7016 §3.6.3.4.1"})
    void theFirstFragmentOfAFlowIsAcknowledgedAtOnce() {
        peer.send(OPEN);

        assertThat(messages).containsExactly("aabb");
        assertThat(acks()).containsExactly("2: 0-1");
    }

    @Test
    @Spec({"7016 §3.6.3.4.1", "7016 §3.6.3.4.4"})
    void laterOnesAreAcknowledgedInPairsOrAfter200Milliseconds() {
        peer.send(OPEN).chunks();
        peer.send(data(2));
        assertThat(acks()).isEmpty();
        peer.send(data(3));
        assertThat(acks()).containsExactly("2: 0-3");
        peer.send(data(4));
        peer.pass(199);
        assertThat(acks()).isEmpty();
        peer.pass(1);
        assertThat(acks()).containsExactly("2: 0-4");
    }

    @Test
    @Spec({"7016 §3.6.3.4.1", "7016 §3.6.3.3", "7016 §3.6.1.3"})
    void gapsAndRepetitionsAreAcknowledgedAtOnce() {
        peer.send(OPEN).chunks();
        peer.send(data(3));
        assertThat(acks()).containsExactly("2: 0-1 3-3");
        peer.send(data(5));
        assertThat(acks()).containsExactly("2: 0-1 3-3 5-5");
        peer.send(data(5));
        assertThat(acks()).containsExactly("2: 0-1 3-3 5-5");
        assertThat(messages).hasSize(1);
        peer.send(data(2));
        assertThat(acks()).containsExactly("2: 0-3 5-5");
        assertThat(messages).hasSize(3);
        peer.send("09 0001 10 0006 02 02 06 00 FF FF");
        assertThat(acks()).as("a forward sequence number update").containsExactly("2: 0-6");
        assertThat(messages).hasSize(4);
    }

    @Test
    @Spec({"7016 §3.6.3.6", "7016 §2.3.15"})
    void probesAreAnswered() {
        peer.send(OPEN).chunks();
        peer.send("09 0001 18 0001 02");
        assertThat(acks()).containsExactly("2: 0-1");
        peer.send("09 0001 18 0001 33");
        assertThat(peer.chunks()).isEmpty();
    }

    @Test
    @Spec({"7016 §3.5.4", "7016 §2.3.9", "7016 §2.3.10"})
    void pingsComeBackAsTheyWere() {
        peer.send("09 0001 01 0003 010203");

        assertThat(peer.chunks()).containsExactly(new SessionChunk.PingReply(Slice.of(new byte[] {1, 2, 3})));
    }

    @Test
    void packetsFullOfPingsAreNotAnsweredByAsManyPackets() {
        peer.send("09 0001" + "01 0000".repeat(380));

        assertThat(peer.packets).hasSize(1);
    }

    @Test
    @Spec("7016 §2.2.4")
    void stampsMayBeMissingAndAreAlwaysSent() {
        peer.send("01 01 0000");

        assertThat(PacketHeader.read(new WireReader(Slice.of(peer.packets.get(0))))
                        .timestamp())
                .isNotNegative();
    }

    @Test
    @Spec("7016 §2.2.4")
    void ownMarksAndWrongModesAreIgnored() {
        peer.send("0A 0001 01 0000").send("0B 0001 01 0000").send("08 0001 01 0000");

        assertThat(peer.packets).isEmpty();
        assertThat(peer.drops).containsExactly(DropReason.WRONG_MODE, DropReason.WRONG_MODE, DropReason.MALFORMED);
    }

    @Test
    @Spec({"7016 §2.3.11.1", "7016 §3.6.3.1", "7016 §3.6.3.4.3"})
    void unacceptableFlowsAreRejectedWithEveryAcknowledgement() {
        peer.send("09 0001 10 0005 00 03 01 01 AA");
        assertThat(kinds()).as("no metadata").containsExactly("FlowException", "DataAck");
        peer.send("09 0001 10 000D 80 04 01 01 02 00 54 02 0A 63 00 AA");
        assertThat(kinds()).as("answers no flow of ours").containsExactly("FlowException", "DataAck");
        peer.send("09 0001 10 000C 80 05 01 01 02 00 54 01 0B 00 AA");
        assertThat(kinds()).as("unknown option").containsExactly("FlowException", "DataAck");
        peer.send("09 0001 10 000D 80 06 01 01 02 00 54 02 C000 00 AA");
        assertThat(kinds()).as("option to be ignored").containsExactly("DataAck");
        assertThat(flows).hasSize(1);
        peer.send("09 0001 10 0005 00 03 02 02 AA");
        assertThat(kinds()).containsExactly("FlowException", "DataAck");
    }

    @Test
    @Spec("7016 §2.3.11.1.1")
    void emptyMetadataAreMetadata() {
        peer.send("09 0001 10 0008 80 02 01 01 01 00 00 AA");

        assertThat(flows).hasSize(1);
    }

    @Test
    @Spec({"7016 §3.6.2.3.1", "7016 §3.6.2.3.2", "7016 §2.3.11.1.1"})
    void startupOptionsAreSentUntilTheFirstAcknowledgement() {
        SendFlow flow = flow();
        write(flow, 2);
        List<Chunk> first = peer.chunks();
        assertThat(((UserData) first.get(0)).options().metadata()).hasToString("6d");
        assertThat(((UserData) first.get(1)).options()).isNull();
        write(flow, 1);
        assertThat(((UserData) peer.chunks().get(0)).options()).isNotNull();
        ack("51 0003 02 7F 03");
        write(flow, 1);

        UserData later = (UserData) peer.chunks().get(0);
        assertThat(later.options()).isNull();
        assertThat(later.sequenceNumber()).isEqualTo(4);
        assertThat(later.forwardSequenceNumber()).isEqualTo(3);
    }

    @Test
    @Spec("7016 §3.6.2.5")
    void threeMissesAreALoss() {
        SendFlow flow = startedFlow();
        for (int i = 0; i < 5; i++) {
            write(flow, 1);
        }
        peer.chunks();
        ack("51 0005 02 7F 01 00 00");
        ack("51 0005 02 7F 01 00 01");
        assertThat(peer.chunks()).isEmpty();
        ack("51 0005 02 7F 01 00 02");

        assertThat(data(peer.chunks())).containsExactly("2 fsn 1");
    }

    @Test
    @Spec("7016 §2.3.13")
    void bitmapsAcknowledgeAsWell() {
        SendFlow flow = startedFlow();
        for (int i = 0; i < 5; i++) {
            write(flow, 1);
        }
        peer.chunks();
        ack("50 0004 02 7F 01 0F");
        assertThat(flow.queuedBytes()).isEqualTo(10);
        ack("50 0003 02 7F 06");
        assertThat(flow.queuedBytes()).isZero();
    }

    @Test
    @Spec({"7016 §3.6.2.6", "7016 §3.5.2.2"})
    void silenceRepeatsWhatWasSent() {
        SendFlow flow = startedFlow();
        write(flow, 1);
        peer.chunks();
        peer.pass(peer.session.deadline() - peer.clock.millis());
        assertThat(data(peer.chunks())).containsExactly("2 fsn 1");
        peer.pass(4000);
        assertThat(data(peer.chunks())).as("later each time").isEmpty();
        peer.pass(300);
        assertThat(data(peer.chunks())).containsExactly("2 fsn 1");
    }

    @Test
    @Spec({"7016 §3.6.2.9", "7016 §3.6.2.9.1"})
    void closedWindowsAreProbedNowAndThen() {
        SendFlow flow = startedFlow();
        ack("51 0003 02 00 01");
        write(flow, 1);
        assertThat(peer.chunks()).isEmpty();
        peer.pass(3000);
        peer.session.flush();
        int before = probes();
        peer.pass(100_000);
        int later = probes();
        assertThat(before + later).isBetween(4, 8);
        ack("51 0003 02 01 01");

        assertThat(data(peer.chunks())).containsExactly("2 fsn 1");
    }

    private int probes() {
        return (int) peer.chunks().stream()
                .filter(SessionChunk.BufferProbe.class::isInstance)
                .count();
    }

    @Test
    @Spec("7016 §3.5.2.3")
    void sixPacketsGoUnheardAtMost() {
        SendFlow flow = flow();
        flow.write(new byte[100_000], Reliability.FULL);
        peer.session.flush();

        assertThat(peer.packets.size()).isBetween(4, 6);
    }

    @Test
    @Spec("7016 §3.5.3")
    void nothingButAPingGoesToAnUnprovenAddress() {
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.3", 5);
        for (int i = 0; i < 5; i++) {
            peer.sendFrom(elsewhere, new byte[] {1, 1, 0, 0});
        }

        assertThat(peer.destinations).filteredOn(elsewhere::equals).hasSize(1);
        assertThat(peer.session.address()).isEqualTo(RawPeer.ADDRESS);
    }

    @Test
    @Spec({"7016 §3.5.5", "7016 §2.3.17"})
    void closeRequestsAreConfirmedEachTime() {
        peer.send("09 0001 0C 0000");
        assertThat(peer.chunks()).containsExactly(new SessionChunk.CloseAck());
        peer.send("09 0002 0C 0000");
        assertThat(peer.chunks()).containsExactly(new SessionChunk.CloseAck());
        assertThat(peer.session.isOpen()).isFalse();
    }

    @Test
    @Spec("7425 §5.2")
    void flowsWaitForEachOtherAtBarriers() {
        FlowSynchronizer barriers = new FlowSynchronizer();
        List<String> order = new ArrayList<>();
        RawPeer two = new RawPeer(opened -> (flow, message) -> {
            FlowMessage read = FlowMessage.read(message);
            if (!barriers.take(flow, read)) {
                order.add(flow.id() + ":" + read.payload());
            }
        });
        String options = "05 00 54430401 00";
        two.send("09 0001 10 0011 80 02 01 01" + options + "14 00000000" + "01");
        two.send("09 0002 10 0011 80 03 01 01" + options + "14 00000000" + "02");
        two.send("09 0003 10 0013 00 02 02 01 04 00000000 0022 00000009 00000002");
        two.send("09 0004 10 000A 00 02 03 01 14 00000000 03");
        two.send("09 0005 10 000A 00 03 02 01 14 00000000 04");
        assertThat(order).containsExactly("2:01", "3:02", "3:04");
        two.send("09 0006 10 0013 00 03 03 01 04 00000000 0022 00000009 00000002");

        assertThat(order).containsExactly("2:01", "3:02", "3:04", "2:03");
    }

    private SendFlow flow() {
        return peer.session.openFlow("m".getBytes(US_ASCII), null, FlowSettings.NORMAL);
    }

    private SendFlow startedFlow() {
        SendFlow flow = flow();
        write(flow, 1);
        ack("51 0003 02 7F 01");
        peer.chunks();
        return flow;
    }

    private void write(SendFlow flow, int count) {
        for (int i = 0; i < count; i++) {
            flow.write(new byte[10], Reliability.FULL);
        }
        peer.session.flush();
    }

    private void ack(String chunk) {
        peer.send("01" + chunk);
    }

    private static String data(int sequence) {
        return "01 10 0006 00 02 %02X %02X DD DD".formatted(sequence, sequence - 1);
    }

    private static List<String> data(List<Chunk> chunks) {
        return chunks.stream()
                .map(UserData.class::cast)
                .map(chunk -> chunk.sequenceNumber() + " fsn " + chunk.forwardSequenceNumber())
                .toList();
    }

    private List<String> kinds() {
        return peer.chunks().stream()
                .map(chunk -> chunk.getClass().getSimpleName())
                .toList();
    }

    private List<String> acks() {
        return peer.chunks().stream()
                .map(DataAck.class::cast)
                .map(ack -> {
                    StringBuilder text = new StringBuilder(ack.flowId() + ": 0-" + ack.cumulativeAck());
                    for (int i = 0; i < ack.ranges().length; i += 2) {
                        text.append(" %d-%d".formatted(ack.ranges()[i], ack.ranges()[i + 1]));
                    }
                    return text.toString();
                })
                .toList();
    }
}
