package io.monaserver.transport.websocket;

import io.monaserver.domain.StreamHeaders;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A container in WebSocket messages: what the container's form writes for a packet is one binary frame. Before each
 * head of the container a text message names its type, {@code ["__media","video/mp4; codecs=…"]}, which a page needs to
 * open its decoder.
 *
 * @param container the container's form
 * @param mimeType the type of a stream with these headers
 */
public record MediaFrames(WireForm container, Function<StreamHeaders, String> mimeType) implements WireForm {

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public void writeStart(StreamHeaders headers, ByteBuf out) {
        writeType(headers, out);
        int frame = WebSocketFrames.begin(out);
        container.writeStart(headers, out);
        WebSocketFrames.end(WebSocketFrames.BINARY, frame, out);
    }

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        int start = out.writerIndex();
        int frame = WebSocketFrames.begin(out);
        container.writeNext(packet, out);
        WebSocketFrames.end(WebSocketFrames.BINARY, frame, out);
        if (packet.role() == StreamPacket.Role.HEADER && out.writerIndex() > start) {
            out.writerIndex(start);
            writeStart(packet.headers(), out);
        }
    }

    private void writeType(StreamHeaders headers, ByteBuf out) {
        String quoted = mimeType.apply(headers).replace("\"", "\\\"");
        byte[] text = ("[\"__media\",\"" + quoted + "\"]").getBytes(StandardCharsets.US_ASCII);
        WebSocketFrames.writeHeader(WebSocketFrames.TEXT, text.length, out);
        out.writeBytes(text);
    }
}
