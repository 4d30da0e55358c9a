package io.monaserver.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The head of an answer as bytes, for connections that stop speaking HTTP with it. */
final class RawHead {

    private RawHead() {}

    static ByteBuf of(HttpResponse head) {
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(head.status()).append("\r\n");
        for (Map.Entry<String, String> header : head.headers()) {
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return Unpooled.copiedBuffer(text.append("\r\n"), StandardCharsets.ISO_8859_1);
    }
}
