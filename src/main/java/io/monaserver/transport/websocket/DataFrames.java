package io.monaserver.transport.websocket;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;
import io.monaserver.codec.DataFormatException;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.WireForm;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data of a stream in WebSocket messages: values as a JSON array in text, raw bytes in binary; no media. */
enum DataFrames implements WireForm {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger(DataFrames.class);

    @Override
    public void writeFirst(StreamPacket packet, long baseMs, ByteBuf out) {
        writeNext(packet, out);
    }

    @Override
    public void writeNext(StreamPacket packet, ByteBuf out) {
        if (packet.kind() != MediaKind.DATA) {
            return;
        }
        DataFormat format = packet.packet().format();
        byte[] payload = packet.payload();
        if (format == null) {
            write(WebSocketFrames.BINARY, payload, out);
        } else if (format == JsonFormat.INSTANCE && payload.length > 0 && payload[0] == '[') {
            write(WebSocketFrames.TEXT, payload, out);
        } else {
            try {
                DataEncoder json = JsonFormat.INSTANCE.newEncoder();
                format.newReader(payload).readAll(json);
                write(WebSocketFrames.TEXT, json.toBytes(), out);
            } catch (DataFormatException malformed) {
                LOG.warn("data of a publication: {}", malformed.getMessage());
            }
        }
    }

    private static void write(int opcode, byte[] payload, ByteBuf out) {
        WebSocketFrames.writeHeader(opcode, payload.length, out);
        out.writeBytes(payload);
    }
}
