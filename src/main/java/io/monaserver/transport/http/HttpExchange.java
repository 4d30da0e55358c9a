package io.monaserver.transport.http;

import io.monaserver.common.Clock;
import io.monaserver.domain.ConnectOutcome;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A request and the one answer to it. Belongs to the connection's loop. */
final class HttpExchange {

    private static final String SERVER = "Mona";
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    private final Channel channel;
    private final Clock clock;
    private final HttpRequest request;
    private final byte[] body;
    private final Runnable whenAnswered;
    private final List<String> cookies = new ArrayList<>();
    private boolean keepAlive;
    private boolean answered;

    HttpExchange(Channel channel, Clock clock, HttpRequests.Whole whole, Runnable whenAnswered) {
        this.channel = channel;
        this.clock = clock;
        this.request = whole.request();
        this.body = whole.body();
        this.whenAnswered = whenAnswered;
        this.keepAlive = whole.fault() == null && HttpUtil.isKeepAlive(request);
    }

    HttpRequest request() {
        return request;
    }

    byte[] body() {
        return body;
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    boolean isAnswered() {
        return answered;
    }

    /** The name and port by which the client knows this server; empty if it does not say. */
    String host() {
        return request.headers().get(HttpHeaderNames.HOST, "");
    }

    void addCookie(String cookie) {
        cookies.add(cookie);
    }

    /** The connection ends with this answer. */
    void closeAfterwards() {
        keepAlive = false;
    }

    /** Answers with content, or with its headers if only they were asked for. */
    void respond(HttpResponseStatus status, String type, byte[] content) {
        respond(newResponse(status, type), content);
    }

    /** Answers with these headers and content. */
    void respond(HttpResponse head, byte[] content) {
        if (answered) {
            return;
        }
        answered = true;
        HttpUtil.setContentLength(head, content.length);
        DefaultFullHttpResponse whole = new DefaultFullHttpResponse(
                head.protocolVersion(),
                head.status(),
                isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content),
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
        ChannelFuture sent = channel.writeAndFlush(whole);
        if (keepAlive) {
            whenAnswered.run();
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Answers without content. */
    void respondEmpty(HttpResponse head) {
        if (answered) {
            return;
        }
        answered = true;
        boolean bodiless = head.status().code() == 204 || head.status().code() == 304;
        if (!bodiless) {
            HttpUtil.setContentLength(head, 0);
        }
        channel.write(head);
        finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    /** Answers with a page that says what went wrong. */
    void fail(HttpResponseStatus status, String text) {
        String page = HtmlPages.error(status, text, host());
        respond(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the client to another server for the same (RFC 9110 §15.4.8); the method stays. */
    void redirect(ConnectOutcome.Redirected redirected) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String query = redirected.query(mark < 0 ? "" : uri.substring(mark + 1));
        String location = "http://" + redirected.addresses().get(0)
                + (mark < 0 ? uri : uri.substring(0, mark))
                + (query.isEmpty() ? "" : "?" + query);
        HttpResponse elsewhere = newResponse(HttpResponseStatus.TEMPORARY_REDIRECT, "text/html");
        elsewhere.headers().set(HttpHeaderNames.LOCATION, location);
        respond(elsewhere, HtmlPages.moved(location, host()).getBytes(StandardCharsets.UTF_8));
    }

    /** Does what a script means by closing with a code: a status, or just the end for 0. */
    void close(int code) {
        keepAlive = false;
        if (code == 0) {
            answered = true;
            channel.close();
        } else {
            boolean isStatus = code >= LEAST_STATUS && code <= MOST_STATUS;
            fail(isStatus ? HttpResponseStatus.valueOf(code) : HttpResponseStatus.INTERNAL_SERVER_ERROR, "");
        }
    }

    /** Answers with a part of a file, which is read there. */
    void respondFile(HttpResponse head, Path file, ByteRange range, Executor disk) {
        if (answered) {
            return;
        }
        answered = true;
        HttpUtil.setContentLength(head, range.length());
        channel.write(head);
        if (isHead() || range.length() == 0) {
            finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        } else {
            Runnable last = () -> finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
            new FileBody(channel, disk, file, range, last).send();
        }
    }

    /** The headers that every answer has. */
    HttpResponse newResponse(HttpResponseStatus status, String type) {
        HttpResponse response = newResponse(status);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return response;
    }

    /** The headers that every answer has. */
    HttpResponse newResponse(HttpResponseStatus status) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, HttpDates.now(clock.epochMs()));
        headers.set(HttpHeaderNames.SERVER, SERVER);
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin != null) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
        for (String cookie : cookies) {
            headers.add(HttpHeaderNames.SET_COOKIE, cookie);
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!request.protocolVersion().isKeepAliveDefault()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return response;
    }

    /** Goes on with the answer on the connection's loop, if the client is still there. */
    void onLoop(Runnable step) {
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                step.run();
            }
        });
    }

    /** Takes the answer out of HTTP's hands: what follows on this connection is something else. */
    void answerElsewhere() {
        answered = true;
    }

    private void finish(ChannelFuture sent) {
        if (keepAlive) {
            sent.addListener(done -> whenAnswered.run());
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
