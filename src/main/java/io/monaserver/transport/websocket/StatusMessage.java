package io.monaserver.transport.websocket;

import io.monaserver.codec.DataEncoder;
import io.monaserver.codec.DataFormat;

/** The status of a connection as a message: {@code onStatus} with an object of level, code and description. */
public final class StatusMessage {

    private StatusMessage() {}

    /**
     * The message in some format.
     *
     * @param code without the leading {@code NetConnection.}
     */
    public static byte[] encode(DataFormat format, String code, String description) {
        return encode(format, isError(code), "NetConnection." + code, description);
    }

    /** The message about a stream, in some format; the code is without the leading {@code NetStream.}. */
    static byte[] ofStream(DataFormat format, String code, String description) {
        return encode(format, isError(code), "NetStream." + code, description);
    }

    private static byte[] encode(DataFormat format, boolean error, String code, String description) {
        DataEncoder encoder = format.newEncoder();
        encoder.writeString("onStatus");
        encoder.beginObject("");
        encoder.writeKey("level");
        encoder.writeString(error ? "error" : "status");
        encoder.writeKey("code");
        encoder.writeString(code);
        encoder.writeKey("description");
        encoder.writeString(description);
        encoder.end();
        return encoder.toBytes();
    }

    private static boolean isError(String code) {
        return code.endsWith("Failed") || code.endsWith("Rejected") || code.endsWith("InvalidApp");
    }
}
