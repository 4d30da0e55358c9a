package io.monaserver.protocol.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {

    private static final int LIMIT = 1 << 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // chunk stream ids of one, two and three bytes
                "03 000001 000002 08 01000000 aabb | 8/1@1:aabb",
                "00 00 000001 000002 08 01000000 aabb | 8/1@1:aabb",
                "00 ff 000001 000002 08 01000000 aabb | 8/1@1:aabb",
                "01 0001 000001 000002 08 01000000 aabb | 8/1@1:aabb",
                "01 ffff 000001 000002 08 01000000 aabb | 8/1@1:aabb",
                // header types 1, 2 and 3
                "03 000064 000001 08 01000000 aa  43 000005 000002 09 bbcc | 8/1@100:aa 9/1@105:bbcc",
                "03 000064 000001 08 01000000 aa  83 000005 bb | 8/1@100:aa 8/1@105:bb",
                "03 000064 000001 08 01000000 aa  83 000005 bb c3 cc | 8/1@100:aa 8/1@105:bb 8/1@110:cc",
                "03 000064 000001 08 01000000 aa  c3 bb | 8/1@100:aa 8/1@200:bb",
                "43 000005 000001 08 aa | 8/0@5:aa",
                // an empty message
                "03 000001 000000 08 01000000 c3 | 8/1@1: 8/1@2:",
                // extended timestamps, absolute and as difference, with and without them on type 3
                "03 ffffff 000001 08 01000000 01000000 aa | 8/1@16777216:aa",
                "03 ffffff 000001 08 01000000 ffffffff aa 83 000002 bb | 8/1@4294967295:aa 8/1@1:bb",
                "03 000001 000001 08 01000000 aa 83 ffffff 01000000 bb c3 01000000 cc"
                        + " | 8/1@1:aa 8/1@16777217:bb 8/1@33554433:cc",
                "03 000001 000001 08 01000000 aa 83 ffffff 01000000 bb c3 ccdddddd"
                        + " | 8/1@1:aa 8/1@16777217:bb 8/1@33554433:cc",
                // two chunks of one message, with another message between them
                "02 000000 000004 01 00000000 00000003  03 000000 000005 09 01000000 aabbcc"
                        + " 04 000000 000001 08 01000000 ee  c3 ddee | 1/0@0:00000003 8/1@0:ee 9/1@0:aabbccddee",
                // an abort, and the stream goes on
                "02 000000 000004 01 00000000 00000003  03 000000 000005 09 01000000 aabbcc"
                        + " 02 000000 000004 02 00000000 000000 c2 03  03 000000 000001 09 01000000 ee"
                        + " | 1/0@0:00000003 9/1@0:ee",
                // aggregates: two parts, the last with and without back pointer
                "03 000064 00001f 16 01000000 08 000001 00000a 00 000000 aa 0000000c"
                        + " 09 000002 000014 00 000000 bbcc 0000000d | 8/1@100:aa 9/1@110:bbcc",
                "03 000064 00000c 16 01000000 08 000001 00000a 00 000000 aa | 8/1@100:aa",
                // window size is for the session too
                "02 000000 000004 05 00000000 00010000 | 5/0@0:00010000",
            })
    void readsAs(String hex, String messages) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
        if (hex.endsWith("ccdddddd")) {
            data = java.util.Arrays.copyOf(data, data.length - 3);
        }

        assertThat(text(decode(data, data.length))).isEqualTo(messages);
        for (int step = 1; step < data.length; step++) {
            assertThat(text(decode(data, step))).as("step %d", step).isEqualTo(messages);
        }
        for (int split = 1; split < data.length; split++) {
            assertThat(text(decodeSplit(data, split))).as("split at %d", split).isEqualTo(messages);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "83 000005 bb, chunk type on fresh stream 3: 2",
        "c3, chunk type on fresh stream 3: 3",
        "03 000000 100001 08 01000000, message length: 1048577",
        "02 000000 000004 01 00000000 00000000, chunk size: 0",
        "02 000000 000004 01 00000000 80000000, chunk size: 2147483648",
        "02 000000 000003 01 00000000 000000, message 1 length: 3",
        "03 000064 000005 16 01000000 0800000100, aggregate bytes left: 5",
        "03 000064 00000b 16 01000000 08 00000100000a00000000, aggregate bytes left: 0",
        "03 000064 00000c 16 01000000 16 00000100000a00000000aa, aggregated message type: 22",
    })
    void malformedChunksAreRefused(String hex, String problem) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> decode(data, data.length))
                .isInstanceOf(RtmpException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void headerInsideAMessageIsRefused() {
        ByteBuf in = Unpooled.buffer();
        new ChunkEncoder(128).encodeFirst(3, new RtmpMessage(9, 1, 0, new byte[129]), in);
        in.writerIndex(in.writerIndex() - 2);
        new ChunkEncoder(128).encodeFirst(3, new RtmpMessage(9, 1, 0, new byte[1]), in);

        assertThatThrownBy(() -> drain(new ChunkDecoder(LIMIT), in))
                .isInstanceOf(RtmpException.class)
                .hasMessage("chunk type inside a message: 0 (expected: 3)");
    }

    @Test
    void tooManyChunkStreamsAreRefused() {
        ByteBuf in = Unpooled.buffer();
        for (int id = 2; id <= ChunkDecoder.MAX_CHUNK_STREAMS + 2; id++) {
            new ChunkEncoder(128).encodeFirst(id, new RtmpMessage(9, 1, 0, new byte[1]), in);
        }

        assertThatThrownBy(() -> drain(new ChunkDecoder(LIMIT), in))
                .isInstanceOf(RtmpException.class)
                .hasMessageStartingWith("chunk streams: 129");
    }

    @Test
    void messagesBeingAssembledAreBoundedTogether() {
        ByteBuf in = Unpooled.buffer();
        for (int id = 3; id < 20; id++) {
            ByteBuf whole = Unpooled.buffer();
            new ChunkEncoder(65536).encodeFirst(id, new RtmpMessage(9, 1, 0, new byte[70_000]), whole);
            in.writeBytes(whole, 12 + 65536);
        }
        ChunkDecoder decoder = new ChunkDecoder(LIMIT);
        ByteBuf size = Unpooled.buffer();
        new ChunkEncoder(128).encodeFirst(2, ControlMessage.setChunkSize(65536), size);
        drain(decoder, size);

        assertThatThrownBy(() -> drain(decoder, in))
                .isInstanceOf(RtmpException.class)
                .hasMessageStartingWith("messages being assembled: ");
    }

    @Test
    void announcedLengthAllocatesNothingMuch() {
        ChunkStream stream = new ChunkStream();
        stream.length = 0xFFFFFF;
        stream.begin();
        ByteBuf in = Unpooled.wrappedBuffer(new byte[10]);

        stream.append(in, 10);

        assertThat(stream.received()).isEqualTo(10);
        assertThat(stream.capacity()).isLessThanOrEqualTo(4096);
    }

    @Test
    void acknowledgementIsDueEachWindow() {
        ChunkDecoder decoder = new ChunkDecoder(LIMIT);
        ByteBuf in = Unpooled.buffer();
        new ChunkEncoder(128).encodeFirst(2, ControlMessage.windowAckSize(100), in);
        drain(decoder, in);
        assertThat(decoder.window().acknowledge()).isFalse();

        new ChunkEncoder(128).encodeFirst(3, new RtmpMessage(9, 1, 0, new byte[100]), in);
        drain(decoder, in);

        assertThat(decoder.window().acknowledge()).isTrue();
        assertThat(decoder.window().acknowledge()).isFalse();
        assertThat(decoder.window().received()).isEqualTo(16 + 112);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 4096, 60_000, 0x3EFFEE, Integer.MAX_VALUE})
    void whatIsEncodedIsDecoded(int chunkSize) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            ByteBuf wire = Unpooled.buffer();
            List<RtmpMessage> sent = new ArrayList<>(List.of(ControlMessage.setChunkSize(chunkSize)));
            new ChunkEncoder(128).encodeFirst(2, sent.get(0), wire);
            ChunkEncoder encoder = new ChunkEncoder(chunkSize);
            long[] times = new long[3];
            for (int i = 0; i < 20; i++) {
                int lane = random.nextInt(3);
                int chunkStream = new int[] {4, 100, 70_000 - 5000}[lane];
                boolean first = times[lane] == 0 || random.nextInt(4) == 0;
                long delta = random.nextInt(5) == 0 ? 0xFFFFFFL + random.nextInt(1000) : random.nextInt(50);
                times[lane] = first ? 1 + (random.nextInt() & 0xFFFFFFFEL) : times[lane] + delta & 0xFFFFFFFFL;
                byte[] payload = new byte[random.nextInt(chunkSize < 10 ? 40 : 700)];
                random.nextBytes(payload);
                RtmpMessage message = new RtmpMessage(8 + random.nextInt(2), lane + 1, times[lane], payload);
                sent.add(message);
                if (first) {
                    encoder.encodeFirst(chunkStream, message, wire);
                } else {
                    encoder.encodeNext(chunkStream, delta, message, wire);
                }
            }
            byte[] data = new byte[wire.readableBytes()];
            wire.readBytes(data);

            String expected = text(sent);
            assertThat(text(decode(data, data.length))).as("seed %d", seed).isEqualTo(expected);
            assertThat(text(decode(data, 1 + random.nextInt(300))))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private static List<RtmpMessage> decode(byte[] data, int step) {
        ChunkDecoder decoder = new ChunkDecoder(LIMIT);
        List<RtmpMessage> messages = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (int offset = 0; offset < data.length; offset += step) {
            in.writeBytes(data, offset, Math.min(step, data.length - offset));
            messages.addAll(drain(decoder, in));
        }
        return messages;
    }

    private static List<RtmpMessage> decodeSplit(byte[] data, int split) {
        ChunkDecoder decoder = new ChunkDecoder(LIMIT);
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(data, 0, split);
        List<RtmpMessage> messages = new ArrayList<>(drain(decoder, in));
        in.writeBytes(data, split, data.length - split);
        messages.addAll(drain(decoder, in));
        return messages;
    }

    private static List<RtmpMessage> drain(ChunkDecoder decoder, ByteBuf in) {
        List<RtmpMessage> messages = new ArrayList<>();
        for (RtmpMessage next = decoder.next(in); next != null; next = decoder.next(in)) {
            messages.add(next);
        }
        return messages;
    }

    private static String text(List<RtmpMessage> messages) {
        StringBuilder text = new StringBuilder();
        for (RtmpMessage message : messages) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(message.type())
                    .append('/')
                    .append(message.streamId())
                    .append('@')
                    .append(message.timestamp())
                    .append(':')
                    .append(HexFormat.of().formatHex(message.payload()));
        }
        return text.toString();
    }
}
