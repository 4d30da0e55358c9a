package io.monaserver.bench;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** An RTMP client up to the point where its stream starts: handshake, connect, createStream. */
abstract class RtmpPeer extends ChannelInboundHandlerAdapter {

    static final int CHUNK = 4096;

    private static final int HANDSHAKE = 1536;
    private static final int ACK_WINDOW = 1_000_000;

    protected final LoadStats stats;
    protected final String name;
    private final String app;
    private final ChunkReader reader = new ChunkReader(this::onMessage);
    private final byte[] answer = new byte[1 + 2 * HANDSHAKE];
    private int answered;
    private long received;
    private long acknowledged;
    private boolean isOver;
    private ChannelHandlerContext context;

    RtmpPeer(LoadStats stats, String app, String name) {
        this.stats = stats;
        this.app = app;
        this.name = name;
    }

    /** The stream exists: play or publish on it. */
    abstract void onStream();

    abstract void onStatus(String code);

    abstract void onMedia(int type, byte[] head, int kept);

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        ByteBuf out = active.alloc().buffer(1 + HANDSHAKE);
        out.writeByte(3).writeZero(8);
        for (int i = 8; i < HANDSHAKE; i++) {
            out.writeByte(i * 31);
        }
        active.writeAndFlush(out);
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf in = (ByteBuf) message;
        int size = in.readableBytes();
        stats.bytes += size;
        received += size;
        if (answered < answer.length) {
            shake(in);
        }
        reader.read(in);
        in.release();
        if (received - acknowledged > ACK_WINDOW) {
            acknowledged = received;
            send(2, 3, 0, 0, ByteBuffer.allocate(4).putInt((int) received).array());
            active.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext active) {
        fail("closed by the server");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        fail(cause.toString());
        active.close();
    }

    void fail(String why) {
        if (!isOver) {
            isOver = true;
            stats.failed++;
            stats.lastFailure = why;
        }
    }

    void leave() {
        if (context != null) {
            context.close();
        }
    }

    ChannelHandlerContext context() {
        return context;
    }

    void command(int stream, String command, double transaction, Consumer<AmfEncoder> values) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        body.writeString(command);
        body.writeNumber(transaction);
        values.accept(body);
        send(3, 20, stream, 0, body.toBytes());
        context.flush();
    }

    /** One message, its first chunk with a full header. */
    void send(int chunkStream, int type, int stream, long timeMs, byte[] payload) {
        ByteBuf out = context.alloc().buffer(payload.length + payload.length / CHUNK + 16);
        out.writeByte(chunkStream).writeMedium((int) Math.min(timeMs, 0xff_ffff));
        out.writeMedium(payload.length).writeByte(type).writeIntLE(stream);
        if (timeMs >= 0xff_ffff) {
            out.writeInt((int) timeMs);
        }
        for (int offset = 0; offset < payload.length; offset += CHUNK) {
            if (offset > 0) {
                out.writeByte(0xc0 | chunkStream);
            }
            out.writeBytes(payload, offset, Math.min(CHUNK, payload.length - offset));
        }
        context.write(out);
    }

    private void shake(ByteBuf in) {
        int size = Math.min(in.readableBytes(), answer.length - answered);
        in.readBytes(answer, answered, size);
        boolean isEchoed = answered > HANDSHAKE;
        answered += size;
        if (!isEchoed && answered > HANDSHAKE) {
            context.writeAndFlush(context.alloc().buffer(HANDSHAKE).writeBytes(answer, 1, HANDSHAKE));
        }
        if (answered == answer.length) {
            connect();
        }
    }

    private void connect() {
        send(2, 1, 0, 0, ByteBuffer.allocate(4).putInt(CHUNK).array());
        command(0, "connect", 1, values -> {
            values.beginObject("");
            values.writeKey("app");
            values.writeString(app);
            values.writeKey("flashVer");
            values.writeString("LNX 9,0,124,2");
            values.writeKey("tcUrl");
            values.writeString("rtmp://127.0.0.1/" + app);
            values.end();
        });
    }

    private void onMessage(int type, byte[] head, int kept, int length) {
        switch (type) {
            case 1 -> reader.setChunkSize(ByteBuffer.wrap(head).getInt());
            case 4 -> onUserControl(head, kept);
            case 8, 9 -> onMedia(type, head, kept);
            case 20 -> onCommand(head, kept);
            default -> {}
        }
    }

    private void onUserControl(byte[] head, int kept) {
        boolean isPing = kept >= 6 && head[1] == 6;
        if (isPing) {
            send(2, 4, 0, 0, new byte[] {0, 7, head[2], head[3], head[4], head[5]});
            context.flush();
        }
    }

    /** The name is an AMF0 text, the transaction a number after it; a status is found by its code's text. */
    private void onCommand(byte[] body, int kept) {
        int size = (body[1] & 255) << 8 | body[2] & 255;
        String command = new String(body, 3, size, StandardCharsets.UTF_8);
        double transaction = ByteBuffer.wrap(body, 4 + size, 8).getDouble();
        if (command.equals("_result") && transaction == 1) {
            command(0, "createStream", 2, AmfEncoder::writeNull);
        } else if (command.equals("_result") && transaction == 2) {
            onStream();
        } else if (command.equals("_error")) {
            fail(new String(body, 0, kept, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]+", " "));
        } else if (command.equals("onStatus")) {
            String text = new String(body, 0, kept, StandardCharsets.ISO_8859_1);
            int start = text.indexOf("NetStream.");
            int end = start < 0 ? -1 : text.indexOf('\0', start);
            onStatus(start < 0 ? text : text.substring(start, end < 0 ? text.length() : end));
        }
    }
}
