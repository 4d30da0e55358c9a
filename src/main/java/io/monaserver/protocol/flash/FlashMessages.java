package io.monaserver.protocol.flash;

import io.monaserver.codec.amf.AmfEncoder;
import io.monaserver.codec.amf.AmfReader;
import io.monaserver.codec.amf.AmfVersion;
import java.util.Map;

/** The bodies of what a server sends: answers, status events, calls of client functions. All in AMF0 (§7.2). */
public final class FlashMessages {

    private static final int MOVED = 302;

    private FlashMessages() {}

    /** The answer to a call: values already encoded for this client. */
    public static byte[] result(double transaction, byte[] values) {
        return head("_result", transaction).writeEncoded(values).toBytes();
    }

    /** The answer to a call that gives nothing. */
    public static byte[] nullResult(double transaction) {
        AmfEncoder out = head("_result", transaction);
        out.writeNull();
        return out.toBytes();
    }

    /** The answer to a call that gives a number. */
    public static byte[] numberResult(double transaction, double number) {
        AmfEncoder out = head("_result", transaction);
        out.writeNumber(number);
        return out.toBytes();
    }

    /** The answer to a call that failed. */
    public static byte[] error(double transaction, FlashStatus status) {
        return withStatus(head("_error", transaction), status);
    }

    /** A refused connect that says where to go, as encoders and players know it: {@code info.ex.redirect}. */
    public static byte[] redirect(double transaction, FlashStatus status, String url) {
        AmfEncoder out = head("_error", transaction);
        beginStatus(out, status);
        out.writeKey("ex");
        out.beginObject("");
        out.writeKey("code");
        out.writeNumber(MOVED);
        out.writeKey("redirect");
        out.writeString(url);
        out.end();
        out.end();
        return out.toBytes();
    }

    /** Asks a client to connect to another URL (Enhanced RTMP 2, "Reconnect Request"). */
    public static byte[] reconnectRequest(String url, String description) {
        AmfEncoder out = head("onStatus", 0);
        beginStatus(out, FlashStatus.status(FlashStatus.CONNECT_RECONNECT, description));
        out.writeKey("tcUrl");
        out.writeString(url);
        out.end();
        return out.toBytes();
    }

    /** A status event. */
    public static byte[] onStatus(double transaction, FlashStatus status) {
        return withStatus(head("onStatus", transaction), status);
    }

    /** The call of a client's function: values already encoded for this client. */
    public static byte[] invocation(String name, byte[] values) {
        return head(name, 0).writeEncoded(values).toBytes();
    }

    /** Makes a Flash client close its connection. */
    public static byte[] close() {
        return head("close", 0).toBytes();
    }

    /** Allows a player to look at the samples; sent as data. */
    public static byte[] sampleAccess() {
        AmfEncoder out = new AmfEncoder(AmfVersion.AMF0);
        out.writeString("|RtmpSampleAccess");
        out.writeBoolean(true);
        out.writeBoolean(true);
        return out.toBytes();
    }

    /**
     * The answer to an accepted connect.
     *
     * @param version in which the client gets its values, and so the fields of info are encoded
     * @param info more fields for the status object
     */
    public static byte[] connected(double transaction, AmfVersion version, Map<String, byte[]> info) {
        AmfEncoder out = head("_result", transaction);
        beginStatus(out, FlashStatus.status(FlashStatus.CONNECT_SUCCESS, "Connection succeeded"));
        out.writeKey("objectEncoding");
        out.writeNumber(version == AmfVersion.AMF3 ? 3 : 0);
        info.forEach((name, value) -> {
            out.writeKey(name);
            if (!out.use(version).copy(new AmfReader(value, 0, value.length))) {
                out.writeNull();
            }
        });
        out.use(AmfVersion.AMF0).end();
        return out.toBytes();
    }

    private static AmfEncoder head(String name, double transaction) {
        AmfEncoder out = new AmfEncoder(AmfVersion.AMF0);
        out.writeString(name);
        out.writeNumber(transaction);
        out.writeNull();
        return out;
    }

    private static byte[] withStatus(AmfEncoder out, FlashStatus status) {
        beginStatus(out, status);
        out.end();
        return out.toBytes();
    }

    private static void beginStatus(AmfEncoder out, FlashStatus status) {
        out.beginObject("");
        out.writeKey("level");
        out.writeString(status.level());
        out.writeKey("code");
        out.writeString(status.code());
        out.writeKey("description");
        out.writeString(status.description());
    }
}
