package io.monaserver.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfVersion;
import io.monaserver.protocol.rtmp.ClientHandshake;
import io.monaserver.protocol.rtmp.MessageType;
import io.monaserver.protocol.rtmp.RtmpMessage;
import io.monaserver.testkit.RtmpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one recorded scene. Between two steps nothing is under way in the server: a player of the stage's own
 * awaits a mark that follows each media message, and every client the answer to a ping.
 */
final class RtmpStage implements AutoCloseable {

    private static final String MARK = "\"mark\"";
    private static final byte[] PING = HexFormat.of().parseHex("000600000001");
    private static final String PONG = "4/0@0 000700000001";

    private final Map<String, RtmpClient> clients = new HashMap<>();
    private final Map<String, List<String>> heard = new HashMap<>();
    private final InetSocketAddress server;
    private String published = "";
    private @Nullable RtmpClient witness;
    private long lastTime;

    RtmpStage(InetSocketAddress server) {
        this.server = server;
    }

    /** Does what a client did, and waits until the server has done with it. */
    void act(JsonNode action) throws IOException {
        String who = action.path("who").asText("pub");
        if (action.has("handshake")) {
            clients.put(who, new RtmpClient(server, ClientHandshake.Kind.PLAIN));
            heard.put(who, new ArrayList<>());
        } else if (action.has("command")) {
            command(clients.get(who), action);
            if (action.get("command").asText().equals("publish")) {
                published = action.get("args").get(1).asText();
            }
        } else if (action.has("hex")) {
            media(clients.get("pub"), action);
        } else if (action.has("pub")) {
            clients.get("pub").close();
        }
    }

    /** The next messages to a client, at least this many: all that it was sent by now. */
    List<String> hear(String who, int atLeast) {
        List<String> messages = heard.get(who);
        boolean pinged = ping(clients.get(who));
        while (pinged || messages.size() < atLeast) {
            RtmpMessage message = clients.get(who).next();
            if (message == null) {
                break;
            }
            String text = RtmpClient.text(message);
            pinged &= !text.equals(PONG);
            if (!text.equals(PONG) && !text.endsWith(MARK)) {
                messages.add(text);
            }
        }
        List<String> all = List.copyOf(messages);
        messages.clear();
        return all;
    }

    /** False if the server has closed the connection. */
    private static boolean ping(RtmpClient client) {
        try {
            client.send(2, new RtmpMessage(MessageType.USER_CONTROL, 0, 0, PING));
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (RtmpClient client : clients.values()) {
            client.close();
        }
        if (witness != null) {
            witness.close();
        }
    }

    private void media(RtmpClient publisher, JsonNode media) throws IOException {
        if (witness == null) {
            witness = RtmpClient.connect(server, "rtmp");
            witness.play(published);
            witness.awaitText(text -> text.contains("PublishNotify"));
        }
        lastTime = media.path("ts").asLong(lastTime);
        int type = media.path("type").asInt(MessageType.DATA_AMF0);
        byte[] payload = HexFormat.of().parseHex(media.get("hex").asText());
        publisher.send(4, new RtmpMessage(type, 1, lastTime, payload));
        AmfEncoder mark = new AmfEncoder(AmfVersion.AMF0);
        mark.writeString("mark");
        publisher.send(4, new RtmpMessage(MessageType.DATA_AMF0, 1, lastTime, mark.toBytes()));
        witness.awaitText(text -> text.endsWith(MARK));
    }

    private static void command(RtmpClient client, JsonNode command) {
        client.command(
                command.path("sid").asInt(0),
                command.get("command").asText(),
                command.get("tid").asDouble(),
                out -> {
                    if (command.has("object")) {
                        write(command.get("object"), out);
                    }
                    command.get("args").forEach(argument -> write(argument, out));
                });
    }

    static void write(JsonNode value, AmfEncoder out) {
        if (value.isObject()) {
            out.beginObject("");
            value.properties().forEach(field -> {
                out.writeKey(field.getKey());
                write(field.getValue(), out);
            });
            out.end();
        } else if (value.isTextual()) {
            out.writeString(value.asText());
        } else if (value.isNumber()) {
            out.writeNumber(value.asDouble());
        } else if (value.isBoolean()) {
            out.writeBoolean(value.asBoolean());
        } else {
            out.writeNull();
        }
    }
}
