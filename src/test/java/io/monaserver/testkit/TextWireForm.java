package io.monaserver.testkit;

import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire form that people can read: {@code V7=40} is a video packet with sequence 7 that begins anew 40 ms after the
 * listener's zero, {@code V8+40} follows 40 ms after the previous one; a container begins with {@code [}.
 */
public record TextWireForm(boolean isContainer, boolean picturesWaitForSound, AtomicInteger encodings)
        implements WireForm {

    public static TextWireForm messages() {
        return new TextWireForm(false, false, new AtomicInteger());
    }

    /** For players that show no picture before they were sent a sound. */
    public static TextWireForm soundFirst() {
        return new TextWireForm(false, true, new AtomicInteger());
    }

    public static TextWireForm container() {
        return new TextWireForm(true, false, new AtomicInteger());
    }

    @Override
    public void writeStart(StreamHeaders headers, ByteBuf out) {
        if (isContainer) {
            out.writeBytes("[ ".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        write(name(packet) + "=" + (packet.timeMs() - baseMs), out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        write(name(packet) + "+" + packet.deltaMs(), out);
    }

    private void write(String text, ByteBuf out) {
        encodings.incrementAndGet();
        out.writeBytes((text + " ").getBytes(StandardCharsets.US_ASCII));
    }

    /** Headers in small letters without their number, which is lost when they are replayed. */
    private static String name(StreamPacket packet) {
        String letter = packet.kind() == MediaKind.VIDEO ? "V" : packet.kind() == MediaKind.AUDIO ? "A" : "D";
        return packet.role() == StreamPacket.Role.HEADER ? letter.toLowerCase(Locale.ROOT) : letter + packet.sequence();
    }
}
