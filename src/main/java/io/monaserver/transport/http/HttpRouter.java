package io.monaserver.transport.http;

import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.codec.xml.XmlRpcFormat;
import io.monaserver.domain.Loop;
import io.monaserver.transport.websocket.RemoteCall;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides what a request is about. One for all connections. */
final class HttpRouter implements AutoCloseable {

    static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private static final String DAY_SECONDS = "86400";
    private static final HttpFormats FORMATS = new HttpFormats(Map.of(
            "application/json", JsonFormat.INSTANCE,
            "application/x-www-form-urlencoded", QueryFormat.INSTANCE,
            "text/xml", XmlRpcFormat.INSTANCE,
            "application/xml", XmlRpcFormat.INSTANCE,
            "application/amf", Amf3Format.INSTANCE,
            "application/x-amf", Amf3Format.INSTANCE));

    private final HttpSettings settings;
    private final StaticFiles files;
    private final TemplateFiles templates = new TemplateFiles();
    private final DiskThreads disk = new DiskThreads();

    HttpRouter(HttpSettings settings) {
        this.settings = settings;
        this.files = new StaticFiles(settings.www(), settings.data());
    }

    /** Answers a request, now or later. */
    void route(HttpExchange exchange, HttpSession session, Channel channel, Loop loop) {
        String method = exchange.request().method().name();
        if (method.equals("OPTIONS")) {
            options(exchange);
            return;
        }
        Optional<RequestTarget> target = RequestTarget.parse(exchange.request().uri());
        if (target.isEmpty()) {
            exchange.closeAfterwards();
            exchange.fail(HttpResponseStatus.BAD_REQUEST, "Malformed path");
            return;
        }
        switch (method) {
            case "GET", "HEAD" -> new HttpGet(this, exchange, session, target.get()).route(channel, loop);
            case "POST" -> asApplication(exchange, target.get(), application -> post(exchange, session, application));
            default -> refuse(exchange);
        }
    }

    /** Goes on with a target; one that names a folder without its last slash is that folder's application. */
    void asApplication(HttpExchange exchange, RequestTarget target, Consumer<RequestTarget> next) {
        if (target.name().isEmpty()) {
            next.accept(target);
            return;
        }
        find(exchange, target, found -> {
            boolean isFolder = found.filter(StaticFiles.Found::isFolder).isPresent();
            next.accept(isFolder ? target.asFolder() : target);
        });
    }

    /** Looks for what a target names, away from the event loop, and goes on there. */
    void find(HttpExchange exchange, RequestTarget target, Consumer<Optional<StaticFiles.Found>> next) {
        disk.execute(() -> {
            Optional<StaticFiles.Found> found = files.find(target);
            exchange.onLoop(() -> next.accept(found));
        });
    }

    private void post(HttpExchange exchange, HttpSession session, RequestTarget target) {
        HttpFormats.Body format = formatOf(exchange);
        session.enter(exchange, target, format, () -> {
            RemoteCall call = format.isRaw()
                    ? RemoteCall.raw(exchange.body())
                    : RemoteCall.parse(format.format(), exchange.body());
            session.call(call.name(), call.arguments(), outcome -> HttpAnswer.send(outcome, exchange, format, session));
        });
    }

    /** What a page of another origin may do here (Fetch §3.2). */
    private static void options(HttpExchange exchange) {
        HttpResponse response = exchange.newResponse(HttpResponseStatus.OK);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.ALLOW, METHODS);
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        String wanted = exchange.request().headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        if (wanted != null) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS);
        exchange.respondEmpty(response);
    }

    private static void refuse(HttpExchange exchange) {
        HttpResponse response = exchange.newResponse(HttpResponseStatus.METHOD_NOT_ALLOWED, "text/html");
        response.headers().set(HttpHeaderNames.ALLOW, METHODS);
        String page = HtmlPages.error(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                exchange.request().method() + " is not offered",
                exchange.host());
        exchange.respond(response, page.getBytes(StandardCharsets.UTF_8));
    }

    HttpSettings settings() {
        return settings;
    }

    StaticFiles files() {
        return files;
    }

    DiskThreads disk() {
        return disk;
    }

    TemplateFiles templates() {
        return templates;
    }

    @Override
    public void close() {
        templates.close();
        disk.close();
    }

    static HttpFormats.Body formatOf(HttpExchange exchange) {
        return FORMATS.of(exchange.request().headers().get(HttpHeaderNames.CONTENT_TYPE));
    }
}
