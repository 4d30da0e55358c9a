package io.monaserver.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads requests, and refuses those whose line begins with anything but its method: Netty skips blanks there. Empty
 * lines before a request are skipped (RFC 9112 §2.2).
 */
final class RequestDecoder extends HttpRequestDecoder {

    private boolean between = true;
    private boolean broken;

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpSettings.MOST_LINE)
                .setMaxHeaderSize(HttpSettings.MOST_HEADERS));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (between) {
            begin(in, out);
        }
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (!between) {
            super.decode(context, in, out);
            between = !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent;
        }
    }

    private void begin(ByteBuf in, List<Object> out) {
        while (in.isReadable() && between && !broken) {
            byte first = in.getByte(in.readerIndex());
            if (first == '\r' || first == '\n') {
                in.skipBytes(1);
            } else if (first > ' ') {
                between = false;
            } else {
                broken = true;
                out.add(malformed(first));
            }
        }
    }

    private static HttpRequest malformed(byte first) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.setDecoderResult(DecoderResult.failure(
                new IllegalArgumentException("first byte of a request: " + first + " (expected: a method's letter)")));
        return request;
    }
}
