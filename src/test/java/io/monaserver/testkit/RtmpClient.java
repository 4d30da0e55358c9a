package io.monaserver.testkit;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.protocol.rtmp.ChunkDecoder;
import io.monaserver.protocol.rtmp.ChunkEncoder;
import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.protocol.rtmp.RtmpeCipher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An RTMP client on a blocking socket: says what it is told to and gives back what it hears, as text. */
public final class RtmpClient implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket = new Socket();
    private final ByteBuf in = Unpooled.buffer();
    private final ChunkDecoder decoder = new ChunkDecoder(16 << 20);
    private final ChunkEncoder encoder = new ChunkEncoder(ChunkEncoder.INITIAL_CHUNK_SIZE);
    private final byte[] chunk = new byte[65536];
    private @Nullable RtmpeCipher cipher;

    /** Connects and shakes hands. */
    public RtmpClient(InetSocketAddress server, ClientHandshake.Kind kind) throws IOException {
        socket.connect(server);
        socket.setSoTimeout(TIMEOUT_MS);
        ClientHandshake handshake = new ClientHandshake(kind, new Random(7));
        ByteBuf out = Unpooled.buffer();
        handshake.begin(out);
        write(out);
        while (!handshake.receive(in, out)) {
            if (!fill()) {
                throw new IOException("closed during the handshake");
            }
        }
        write(out);
        cipher = handshake.cipher();
    }

    /** Connects to an application as encoders do. */
    public static RtmpClient connect(InetSocketAddress server, String app) throws IOException {
        RtmpClient client = new RtmpClient(server, ClientHandshake.Kind.DIGEST_FIRST);
        client.connect(app, 0);
        return client;
    }

    /** Sends connect and awaits its answer. */
    public String connect(String app, int objectEncoding) {
        command(0, "connect", 1, values -> {
            values.beginObject("");
            values.writeKey("app");
            values.writeString(app);
            values.writeKey("tcUrl");
            values.writeString("rtmp://127.0.0.1/" + app);
            if (objectEncoding >= 0) {
                values.writeKey("objectEncoding");
                values.writeNumber(objectEncoding);
            }
            values.end();
        });
        return awaitText(text -> text.contains("_result") || text.contains("_error"));
    }

    /** Sends a command; the consumer writes its object and its arguments. */
    public void command(int stream, String name, double transaction, Consumer<AmfEncoder> values) {
        AmfEncoder body = new AmfEncoder(AmfVersion.AMF0);
        body.writeString(name);
        body.writeNumber(transaction);
        values.accept(body);
        send(3, new RtmpMessage(MessageType.COMMAND_AMF0, stream, 0, body.toBytes()));
    }

    /** Sends a command without object and with texts as arguments. */
    public void command(int stream, String name, double transaction, String... arguments) {
        command(stream, name, transaction, values -> {
            values.writeNull();
            for (String argument : arguments) {
                values.writeString(argument);
            }
        });
    }

    /** Publishes on a new stream; the text of the status that answers. */
    public String publish(String name) {
        command(0, "createStream", 2);
        awaitText(text -> text.contains("\"_result\" 2"));
        command(1, "publish", 3, name, "live");
        return awaitText(text -> text.contains("onStatus"));
    }

    /** Plays on a new stream. */
    public void play(String name) {
        command(0, "createStream", 2);
        awaitText(text -> text.contains("\"_result\" 2"));
        command(1, "play", 3, name);
        awaitText(text -> text.contains("RtmpSampleAccess"));
    }

    /** Sends a message that stands alone. */
    public void send(int chunkStream, RtmpMessage message) {
        ByteBuf out = Unpooled.buffer();
        encoder.encodeFirst(chunkStream, message, out);
        write(out);
    }

    /** Sends bytes, whatever they mean. */
    public void write(ByteBuf out) {
        if (cipher != null) {
            cipher.encrypt(out);
        }
        try {
            out.readBytes(socket.getOutputStream(), out.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.clear();
    }

    /** The next message; null when the server has closed. */
    public @Nullable RtmpMessage next() {
        while (true) {
            RtmpMessage message = decoder.next(in);
            if (message != null) {
                return message;
            }
            in.discardReadBytes();
            if (!fill()) {
                return null;
            }
        }
    }

    /** Texts of messages up to the first that satisfies the condition. */
    public List<String> textsUntil(Predicate<String> condition) {
        List<String> texts = new ArrayList<>();
        while (texts.isEmpty() || !condition.test(texts.get(texts.size() - 1))) {
            RtmpMessage message = next();
            if (message == null) {
                texts.add("closed");
                return texts;
            }
            texts.add(text(message));
        }
        return texts;
    }

    /** The text of the first message that satisfies the condition; {@code closed} if the server closes before. */
    public String awaitText(Predicate<String> condition) {
        List<String> texts = textsUntil(condition);
        return texts.get(texts.size() - 1);
    }

    /** A message as text: type, stream, time and, where it holds values, those. */
    public static String text(RtmpMessage message) {
        String head = message.type() + "/" + message.streamId() + "@" + message.timestamp() + " ";
        byte[] payload = message.payload();
        return switch (message.type()) {
            case MessageType.COMMAND_AMF0, MessageType.DATA_AMF0 ->
                head + TextWriter.read(new AmfReader(payload, 0, payload.length));
            default -> head + java.util.HexFormat.of().formatHex(payload);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean fill() {
        try {
            int count = socket.getInputStream().read(chunk);
            if (count < 0) {
                return false;
            }
            ByteBuf received = Unpooled.wrappedBuffer(chunk, 0, count);
            if (cipher != null) {
                cipher.decrypt(received);
            }
            in.writeBytes(received);
            return true;
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                throw new UncheckedIOException(e);
            }
            return false;
        }
    }
}
