package io.monaserver.transport.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The upgrade from HTTP (RFC 6455 §4.2). */
public final class WebSocketHandshake {

    /** The only version there is, as text. */
    public static final String VERSION = "13";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Base64 of sixteen bytes. */
    private static final int KEY_LENGTH = 24;

    private static final int NONCE_LENGTH = 16;

    private WebSocketHandshake() {}

    /** Whether the client wants to speak WebSocket. */
    public static boolean isAskedFor(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Whether the client's key is one (§4.2.1): missing, empty or of another length it is none. */
    public static boolean hasKey(HttpRequest request) {
        String key = key(request);
        if (key.length() != KEY_LENGTH) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(key).length == NONCE_LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the client speaks our version; one that does not say is taken at its key. */
    public static boolean hasVersion(HttpRequest request) {
        return VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION));
    }

    /** What proves to the client that we understood (§4.2.2). */
    public static String accept(HttpRequest request) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key(request) + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the frames of a client. Frames without a mask are accepted, as the original did: the mask protects proxies
     * from scripts in browsers, and browsers always set it. Departs from §5.1.
     */
    public static WebSocket13FrameDecoder decoder() {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(WebSocketSettings.MOST_BYTES)
                .expectMaskedFrames(true)
                .allowMaskMismatch(true)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
    }

    private static String key(HttpRequest request) {
        return request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    }
}
