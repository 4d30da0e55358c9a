package io.monaserver.transport.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.codec.json.JsonFormat;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.protocol.rtmp.ChunkDecoder;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.Packets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RtmpWireFormTest {

    private final RtmpWireForm form = new RtmpWireForm(60_000, 1);
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void streamBeginsAtTheListenersZeroAndGoesOnByDifferences() {
        form.writeFirst(packet(Packets.key(5_000), 0), 4_990, out);
        form.writeNext(packet(Packets.inter(5_040), 40), out);

        ChunkDecoder decoder = announced(60_000);
        assertThat(next(decoder)).satisfies(message -> {
            assertThat(message.timestamp()).isEqualTo(10);
            assertThat(message.streamId()).isEqualTo(1);
        });
        assertThat(next(decoder).timestamp()).isEqualTo(50);
    }

    @Test
    void kindsDoNotDisturbEachOthersTimes() {
        form.writeFirst(packet(Packets.key(0), 0), 0, out);
        form.writeFirst(packet(Packets.audio(7), 0), 0, out);
        form.writeNext(packet(Packets.inter(40), 40), out);
        form.writeNext(packet(Packets.audio(30), 23), out);

        ChunkDecoder decoder = announced(60_000);
        assertThat(next(decoder).timestamp()).isZero();
        assertThat(next(decoder).timestamp()).isEqualTo(7);
        assertThat(next(decoder).timestamp()).isEqualTo(40);
        assertThat(next(decoder).timestamp()).isEqualTo(30);
    }

    @Test
    void differencesBeyondTheShortFieldAreExtended() {
        form.writeFirst(packet(Packets.key(0), 0), 0, out);
        form.writeNext(packet(Packets.key(20_000_000), 20_000_000), out);

        ChunkDecoder decoder = announced(60_000);
        next(decoder);
        assertThat(next(decoder).timestamp()).isEqualTo(20_000_000);
    }

    @Test
    void dataOfOtherFormatsArrivesAsAmf0() {
        byte[] json = "[\"onText\",true]".getBytes(StandardCharsets.UTF_8);

        form.writeFirst(packet(MediaPacket.data(0, json, JsonFormat.INSTANCE), 0), 0, out);

        RtmpMessage message = next(announced(60_000));
        assertThat(message.type()).isEqualTo(18);
        assertThat(HexFormat.of().formatHex(message.payload())).isEqualTo("0200066f6e546578740101");
    }

    @Test
    void equalFormsAreOne() {
        assertThat(new RtmpWireForm(60_000, 1)).isEqualTo(form).hasSameHashCodeAs(form);
        assertThat(new RtmpWireForm(60_000, 2)).isNotEqualTo(form);
    }

    private ChunkDecoder announced(int chunkSize) {
        ChunkDecoder decoder = new ChunkDecoder(1 << 20);
        ByteBuf announcement = Unpooled.buffer()
                .writeByte(2)
                .writeMedium(0)
                .writeMedium(4)
                .writeByte(1)
                .writeInt(0)
                .writeInt(chunkSize);
        assertThat(decoder.next(announcement).type()).isEqualTo(1);
        return decoder;
    }

    private RtmpMessage next(ChunkDecoder decoder) {
        RtmpMessage message = decoder.next(out);
        assertThat((@Nullable Object) message).isNotNull();
        return message;
    }

    private static StreamPacket packet(MediaPacket packet, long deltaMs) {
        return new StreamPacket(packet, 1, deltaMs, StreamPacket.Role.FRAME, StreamHeaders.NONE);
    }
}
