package io.monaserver.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Requests with their bodies, in the order in which they came. What is malformed or too large becomes a request with a
 * fault, so that its answer keeps its place too.
 */
final class HttpRequests {

    /** Requests that wait before the connection is not read any more. */
    private static final int MANY = 16;

    /** A request; if it has a fault, nothing else counts. */
    record Whole(HttpRequest request, byte[] body, @Nullable HttpResponseStatus fault) {}

    private final Deque<Whole> whole = new ArrayDeque<>();
    private @Nullable HttpRequest head;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private boolean broken;
    private int waitingBytes;

    /** Takes what the decoder gives, and releases it. */
    void add(HttpObject part) {
        if (!broken) {
            if (part instanceof HttpRequest request) {
                begin(request);
            }
            if (part instanceof HttpContent content) {
                append(content);
            }
        }
        if (part instanceof HttpContent content) {
            content.release();
        }
    }

    @Nullable
    Whole poll() {
        Whole next = whole.poll();
        if (next != null) {
            waitingBytes -= next.body().length;
        }
        return next;
    }

    /** Whether so much waits that reading should stop. */
    boolean isFull() {
        return whole.size() >= MANY || waitingBytes > HttpSettings.MOST_BODY;
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }

    /** Whether the client is to be told to go on with a body it has announced, and that will be taken. */
    boolean expectsContinue() {
        HttpRequest request = head;
        return request != null
                && whole.isEmpty()
                && HttpUtil.is100ContinueExpected(request)
                && HttpUtil.getContentLength(request, 0L) <= HttpSettings.MOST_BODY;
    }

    void release() {
        body.release();
        body = Unpooled.EMPTY_BUFFER;
        broken = true;
        whole.clear();
    }

    private void begin(HttpRequest request) {
        head = request;
        if (request.decoderResult().isFailure()) {
            fail(request, fault(request.decoderResult()));
        }
    }

    private void append(HttpContent content) {
        HttpRequest request = head;
        if (request == null || broken) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            fail(request, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        int size = content.content().readableBytes();
        if (body.readableBytes() + size > HttpSettings.MOST_BODY) {
            fail(request, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        if (size > 0) {
            if (!body.isWritable() && body.capacity() == 0) {
                body = content.content().alloc().buffer(size);
            }
            body.writeBytes(content.content());
        }
        if (content instanceof LastHttpContent) {
            finish(request);
        }
    }

    private void finish(HttpRequest request) {
        byte[] bytes = ByteBufUtil.getBytes(body);
        body.release();
        body = Unpooled.EMPTY_BUFFER;
        head = null;
        waitingBytes += bytes.length;
        whole.add(new Whole(request, bytes, null));
    }

    /** After this nobody knows where the next request would begin. */
    private void fail(HttpRequest request, HttpResponseStatus fault) {
        broken = true;
        head = null;
        whole.add(new Whole(request, new byte[0], fault));
    }

    private static HttpResponseStatus fault(DecoderResult result) {
        if (result.cause() instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return result.cause() instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }
}
