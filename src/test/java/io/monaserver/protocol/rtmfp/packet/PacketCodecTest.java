package io.monaserver.protocol.rtmfp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.protocol.rtmfp.packet.SessionChunk.DataAck;
import io.monaserver.protocol.rtmfp.packet.SessionChunk.UserData;
import io.monaserver.testkit.Spec;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back, and what the specification shows is read as it says. */
class PacketCodecTest {

    private static final PacketHeader SESSION = new PacketHeader(PacketHeader.MODE_RESPONDER, -1, -1);
    private static final PacketHeader STARTUP = new PacketHeader(PacketHeader.MODE_STARTUP, -1, -1);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 0x3FFF, 0x4000, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    @Spec("7016 §2.1.2")
    void numbersOf64BitsSurvive(long number) {
        WireWriter out = new WireWriter(16).writeVlu(number);

        assertThat(new WireReader(out.since(0)).readVlu()).isEqualTo(number);
        assertThat(out.position()).isEqualTo(WireWriter.vluLength(number));
    }

    @Test
    @Spec("7016 §2.1.2")
    void numbersMayHaveLeadingZerosButNot65Bits() {
        assertThat(reader("80 80 80 80 80 80 80 80 80 80 80 05").readVlu()).isEqualTo(5);
        assertThatThrownBy(() -> reader("82 80 80 80 80 80 80 80 80 00").readVlu())
                .isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> reader("81 80").readVlu()).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    @Spec("7016 §2.1.5")
    void addressesCarryTheirOrigin() {
        Address address = Address.read(reader("02 C0 00 02 01 07 8F"));

        assertThat(address).isEqualTo(new Address(new InetSocketAddress("192.0.2.1", 1935), Origin.OBSERVED));
        Address six = new Address(new InetSocketAddress("2001:db8::2", 50002), Origin.LOCAL);
        WireWriter out = new WireWriter(32);
        six.write(out);
        assertThat(out.position()).isEqualTo(six.length());
        assertThat(Address.read(new WireReader(out.since(0)))).isEqualTo(six);
    }

    @Test
    @Spec("7016 §2.2.2")
    void sessionIdsAreScrambledWithTheFirstEightBytes() {
        byte[] datagram = bytes("00000000 01020304 10203040 FFFFFFFF");
        Multiplex.scramble(datagram, 0, datagram.length, 0x12345678);

        assertThat(Slice.of(datagram, 0, 4)).hasToString("0316653c");
        assertThat(Multiplex.sessionId(datagram, 0, datagram.length)).isEqualTo(0x12345678);
    }

    @Test
    @Spec("7016 §2.2.2")
    void shortPacketsAreScrambledAsIfPaddedWithZeros() {
        byte[] datagram = bytes("00000000 010203");
        Multiplex.scramble(datagram, 0, datagram.length, 7);

        assertThat(Slice.of(datagram, 0, 4)).hasToString("01020307");
        assertThat(Multiplex.sessionId(datagram, 0, datagram.length)).isEqualTo(7);
    }

    @Test
    @Spec("7016 §2.2.4")
    void headersSayWhatFollows() {
        PacketHeader header = PacketHeader.read(reader("CE 0102 0304"));

        assertThat(header.mode()).isEqualTo(PacketHeader.MODE_RESPONDER);
        assertThat(header.isTimeCritical()).isTrue();
        assertThat(header.isTimeCriticalReverse()).isTrue();
        assertThat(header.timestamp()).isEqualTo(0x0102);
        assertThat(header.timestampEcho()).isEqualTo(0x0304);
        assertThatThrownBy(() -> PacketHeader.read(reader("08 0102"))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    @Spec("7016 §2.3.12")
    void nextDataContinuesTheFlow() {
        List<Chunk> chunks = chunks("10 0007 00 02 05 03 00 01 02  11 0004 00 03 04 05  11 0004 00 06 07 08", SESSION);

        assertThat(chunks).hasSize(3).allMatch(UserData.class::isInstance);
        UserData last = (UserData) chunks.get(2);
        assertThat(last.flowId()).isEqualTo(2);
        assertThat(last.sequenceNumber()).isEqualTo(7);
        assertThat(last.forwardSequenceNumber()).isEqualTo(2);
        assertThat(last.data()).hasToString("060708");
    }

    @Test
    @Spec("7016 §2.3.12")
    void nextDataWithoutDataBeforeItIsIgnored() {
        assertThat(chunks("11 0004 00 03 04 05", SESSION)).isEmpty();
        assertThat(chunks("10 0004 00 02 05 00  11 0004 00 03 04 05  01 0000", SESSION))
                .as("after data that are broken")
                .hasSize(1);
    }

    @Test
    @Spec("7016 §2.3.11")
    void flowsBeginWithTheirOptions() {
        UserData data = (UserData) chunks(
                        "10 0018 80 02 01 01 | 05 00 54 43 04 00 | 02 0A 07 | 00 | 14 00 00 00 00 02 00 07 aa bb"
                                .replace("|", ""),
                        SESSION)
                .get(0);

        assertThat(data.options()).isNotNull();
        assertThat(data.options().metadata()).hasToString("54430400");
        assertThat(data.options().association()).isEqualTo(7);
        assertThat(data.options().isUnderstood()).isTrue();
    }

    @Test
    @Spec("7016 §2.3.11.1")
    void unknownFlowOptionsMatterBelow2000Only() {
        UserData mandatory =
                (UserData) chunks("10 0009 80 02 01 01 02 0B 00 00 AA", SESSION).get(0);
        UserData ignorable = (UserData)
                chunks("10 000A 80 02 01 01 03 C0 00 00 00 AA", SESSION).get(0);

        assertThat(mandatory.options().isUnderstood()).isFalse();
        assertThat(ignorable.options().isUnderstood()).isTrue();
    }

    @Test
    @Spec("7016 §2.3.13")
    void bitmapsAreReadFromTheLowestBit() {
        DataAck ack = (DataAck) chunks("50 0005 05 7f 10 79 06", SESSION).get(0);

        assertThat(ack.cumulativeAck()).isEqualTo(16);
        assertThat(ack.bufferBlocks()).isEqualTo(127);
        assertThat(ack.ranges()).containsExactly(18, 18, 21, 24, 27, 28);
    }

    @Test
    @Spec("7016 §2.3.14")
    void rangesAreReadUpToACutOne() {
        DataAck whole =
                (DataAck) chunks("51 0007 05 7f 10 00 00 01 03", SESSION).get(0);
        DataAck cut = (DataAck) chunks("51 0007 05 7f 10 00 00 01 83", SESSION).get(0);

        assertThat(whole.ranges()).containsExactly(18, 18, 21, 24);
        assertThat(cut.ranges()).containsExactly(18, 18);
    }

    @Test
    @Spec("7016 §2.3")
    void unknownMisplacedAndBrokenChunksAreSteppedOver() {
        List<Chunk> chunks =
                chunks("99 0001 00  30 0002 00 01  5E 0001 02  00 0003 AAAAAA FF 0000  0C 0000 FFFF", SESSION);

        assertThat(chunks).containsExactly(new SessionChunk.Close());
        assertThat(chunks("0C 0000 30 0002 00 01 FF", STARTUP))
                .containsExactly(new StartupChunk.InitiatorHello(Slice.EMPTY, Slice.of(new byte[] {1})));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyChunkIsReadBack(boolean startup) {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            WireWriter out = new WireWriter(20_000);
            for (int i = 0; i < 6; i++) {
                (startup ? RandomChunks.startup(random) : RandomChunks.session(random)).write(out);
            }

            List<Chunk> read = chunks(out.since(0), startup ? STARTUP : SESSION);

            WireWriter again = new WireWriter(20_000);
            read.forEach(chunk -> chunk.write(again));
            assertThat(read).as("seed %d", seed).hasSize(6);
            assertThat(again.since(0)).as("seed %d", seed).isEqualTo(out.since(0));
        }
    }

    @Test
    @Spec("7016 §3.6.3.4.3")
    void bothFormsOfAcknowledgementSayTheSame() {
        for (int seed = 0; seed < 2000; seed++) {
            DataAck ack = RandomChunks.ack(new Random(seed), 40);
            WireWriter bits = new WireWriter(9000);
            AckRanges.writeBits(ack, bits);
            WireWriter runs = new WireWriter(9000);
            AckRanges.writeRuns(ack, runs);
            WireWriter compact = new WireWriter(9000);
            AckRanges.writeCompact(ack, compact);

            assertThat(((DataAck) chunks(bits.since(0), SESSION).get(0)).ranges())
                    .isEqualTo(ack.ranges());
            assertThat(((DataAck) chunks(runs.since(0), SESSION).get(0)).ranges())
                    .isEqualTo(ack.ranges());
            assertThat(compact.position())
                    .as("seed %d", seed)
                    .isEqualTo(Math.min(bits.position(), runs.position()))
                    .isEqualTo(AckRanges.compactLength(ack));
        }
    }

    private static WireReader reader(String hex) {
        return new WireReader(Slice.of(bytes(hex)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static List<Chunk> chunks(String hex, PacketHeader header) {
        return chunks(Slice.of(bytes(hex)), header);
    }

    private static List<Chunk> chunks(Slice bytes, PacketHeader header) {
        ChunkReader reader = new ChunkReader(new WireReader(bytes), header);
        List<Chunk> chunks = new ArrayList<>();
        for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
