package io.monaserver.transport.http;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Loop;
import io.monaserver.domain.WireForm;
import io.monaserver.transport.websocket.RemoteCall;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides what a request is about: a file, a folder, a function, a stream. One for all connections, without state. */
final class HttpRouter {

    static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private static final String DAY_SECONDS = "86400";
    private static final HttpFormats FORMATS = new HttpFormats(Map.of(
            "application/json", JsonFormat.INSTANCE,
            "application/x-www-form-urlencoded", QueryFormat.INSTANCE,
            "application/amf", Amf3Format.INSTANCE,
            "application/x-amf", Amf3Format.INSTANCE));

    private final HttpSettings settings;
    private final StaticFiles files;

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
            case "GET", "HEAD" -> new Get(exchange, session, channel, loop, target.get()).route();
            case "POST" -> post(exchange, session, asApplication(target.get()));
            default -> refuse(exchange);
        }
    }

    /** A target that names a folder without its last slash is that folder's application. */
    RequestTarget asApplication(RequestTarget target) {
        boolean isFolder = !target.name().isEmpty()
                && files.find(target).filter(StaticFiles.Found::isFolder).isPresent();
        return isFolder ? target.asFolder() : target;
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

    private static HttpFormats.Body formatOf(HttpExchange exchange) {
        return FORMATS.of(exchange.request().headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    /** One request to get something. */
    private final class Get {

        private final HttpExchange exchange;
        private final HttpSession session;
        private final Channel channel;
        private final Loop loop;
        private final RequestTarget target;
        private final HttpFormats.Body format;

        Get(HttpExchange exchange, HttpSession session, Channel channel, Loop loop, RequestTarget target) {
            this.exchange = exchange;
            this.session = session;
            this.channel = channel;
            this.loop = loop;
            this.target = target;
            this.format = formatOf(exchange);
        }

        void route() {
            Optional<StaticFiles.Found> found = files.find(target);
            if (!target.name().isEmpty()
                    && found.filter(StaticFiles.Found::isFolder).isPresent()) {
                redirect();
                return;
            }
            session.enter(exchange, target, format, () -> serve(found.orElse(null)));
        }

        private void serve(StaticFiles.@Nullable Found found) {
            if (found != null && found.isFolder()) {
                folder(found);
            } else if (found != null) {
                FileResponse.send(exchange, found);
            } else if (target.name().isEmpty()) {
                notFound();
            } else if (target.name().indexOf('.') < 0) {
                call(target.name());
            } else if (target.extension().equals("flv")) {
                play(FlvWireForm.INSTANCE, MimeTypes.of("flv"));
            } else if (target.extension().equals("mp4")) {
                play(Mp4WireForm.INSTANCE, MimeTypes.of("mp4"));
            } else {
                notFound();
            }
        }

        private void folder(StaticFiles.Found folder) {
            String own = session.parameter("index");
            String index = own == null ? settings.config().index() : own;
            switch (index) {
                case "" -> file("index.html", () -> list(folder));
                case "true" -> list(folder);
                case "false" ->
                    exchange.fail(
                            HttpResponseStatus.FORBIDDEN, "No authorization to see the content of " + target.path());
                default -> indexNamed(index);
            }
        }

        private void indexNamed(String index) {
            if (index.indexOf('.') < 0) {
                call(index);
            } else {
                file(index, this::notFound);
            }
        }

        private void file(String name, Runnable otherwise) {
            Optional<RequestTarget> named =
                    RequestTarget.parse(target.withName(name).path());
            Optional<StaticFiles.Found> found = named.flatMap(files::find).filter(file -> !file.isFolder());
            if (found.isPresent()) {
                FileResponse.send(exchange, found.get());
            } else {
                otherwise.run();
            }
        }

        private void list(StaticFiles.Found folder) {
            if (FileResponse.sendUnchanged(exchange, folder)) {
                return;
            }
            try {
                byte[] page = FolderListing.page(target, files.list(folder));
                exchange.respond(HttpResponseStatus.OK, "text/html; charset=utf-8", page);
            } catch (IOException e) {
                notFound();
            }
        }

        private void call(String name) {
            DataReader arguments = HttpSession.arguments(target);
            session.call(name, arguments, outcome -> {
                if (outcome instanceof CallOutcome.NotFound) {
                    file(name, this::notFound);
                } else {
                    HttpAnswer.send(outcome, exchange, format, session);
                }
            });
        }

        private void play(WireForm form, String type) {
            session.play(new LivePlayer(channel, exchange, loop, form, type), target.baseName(), target.arguments());
            channel.eventLoop()
                    .schedule(
                            () -> {
                                if (!exchange.isAnswered()) {
                                    session.stop();
                                    notFound();
                                }
                            },
                            settings.config().publicationWait().toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        private void redirect() {
            String query = target.query().isEmpty() ? "" : "?" + target.query();
            String path = UrlPath.encode(target.path() + "/") + query;
            String location = exchange.host().isEmpty() ? path : "http://" + exchange.host() + path;
            HttpResponse moved = exchange.newResponse(HttpResponseStatus.MOVED_PERMANENTLY, "text/html");
            moved.headers().set(HttpHeaderNames.LOCATION, location);
            exchange.respond(moved, HtmlPages.moved(location, exchange.host()).getBytes(StandardCharsets.UTF_8));
        }

        private void notFound() {
            exchange.fail(
                    HttpResponseStatus.NOT_FOUND,
                    "The requested URL " + target.path() + " was not found on this server");
        }
    }
}
