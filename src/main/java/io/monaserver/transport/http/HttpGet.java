package io.monaserver.transport.http;

import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Loop;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.WireForm;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request to get something: a folder's listing, the result of a function, or a file, about which the client's
 * {@code onRead} is asked, whether it is there or not. What is not there may be a live stream.
 */
final class HttpGet {

    private static final String INDEX_PAGE = "index.html";

    private final HttpRouter router;
    private final HttpExchange exchange;
    private final HttpSession session;
    private final RequestTarget target;

    HttpGet(HttpRouter router, HttpExchange exchange, HttpSession session, RequestTarget target) {
        this.router = router;
        this.exchange = exchange;
        this.session = session;
        this.target = target;
    }

    void route(Channel channel, Loop loop) {
        router.find(exchange, target, found -> route(found.orElse(null), channel, loop));
    }

    private void route(StaticFiles.@Nullable Found found, Channel channel, Loop loop) {
        boolean isFolder = found != null && found.isFolder();
        if (isFolder && !target.name().isEmpty()) {
            redirect();
            return;
        }
        Media media =
                (form, type, stream) -> play(new LivePlayer(channel, exchange, loop, form, type), stream, channel);
        FileDelivery delivery = new FileDelivery(router, exchange, media);
        session.enter(exchange, target, HttpRouter.formatOf(exchange), () -> {
            if (found != null && isFolder) {
                folder(found, delivery);
            } else if (target.name().isEmpty()) {
                delivery.notFound(target);
            } else if (found == null && target.name().indexOf('.') < 0) {
                call(target.name(), delivery);
            } else {
                read(target.name(), delivery);
            }
        });
    }

    /** Plays a live stream instead of a file. */
    interface Media {
        void play(WireForm form, String type, RequestTarget stream);
    }

    private void folder(StaticFiles.Found folder, FileDelivery delivery) {
        String own = session.parameter("index");
        String index = own == null ? router.settings().config().index() : own;
        if (index.isEmpty()) {
            pageOrListing(folder, delivery);
        } else if (index.equals("true")) {
            delivery.list(target, folder);
        } else if (index.equals("false")) {
            refuse("");
        } else if (index.indexOf('.') < 0) {
            call(index, delivery.ofIndex(target));
        } else {
            read(index, delivery.ofIndex(target));
        }
    }

    private void pageOrListing(StaticFiles.Found folder, FileDelivery delivery) {
        router.find(exchange, target.withName(INDEX_PAGE), page -> {
            if (page.isPresent()) {
                read(INDEX_PAGE, delivery.ofIndex(target));
            } else {
                delivery.list(target, folder);
            }
        });
    }

    private void call(String name, FileDelivery delivery) {
        session.call(name, HttpSession.arguments(target), outcome -> {
            if (outcome instanceof CallOutcome.NotFound) {
                read(name, delivery);
            } else {
                HttpAnswer.send(outcome, exchange, HttpRouter.formatOf(exchange), session);
            }
        });
    }

    private void read(String name, FileDelivery delivery) {
        session.read(name, HttpSession.arguments(target), outcome -> onRead(outcome, delivery));
    }

    private void onRead(ReadOutcome outcome, FileDelivery delivery) {
        if (outcome instanceof ReadOutcome.NoFile own) {
            if (!HttpAnswer.sendWritten(own.effects(), exchange, session)) {
                refuse("");
            }
            return;
        }
        outcome.effects().forEach(session::write);
        if (outcome instanceof ReadOutcome.Send file) {
            Optional<RequestTarget> wanted = target.relative(file.name());
            wanted.ifPresentOrElse(
                    there -> delivery.send(there, file.values()),
                    () -> delivery.notFound(target.withName(file.name())));
        } else if (outcome instanceof ReadOutcome.Refused refused) {
            refuse(refused.text());
        } else if (outcome instanceof ReadOutcome.Failed failed) {
            exchange.closeAfterwards();
            exchange.fail(HttpResponseStatus.INTERNAL_SERVER_ERROR, failed.text());
        } else {
            exchange.fail(HttpResponseStatus.SERVICE_UNAVAILABLE, "server busy");
        }
    }

    private void refuse(String text) {
        exchange.fail(
                HttpResponseStatus.FORBIDDEN,
                text.isEmpty() ? "No authorization to see the content of " + target.path() : text);
    }

    private void play(LivePlayer player, RequestTarget stream, Channel channel) {
        Optional<ConnectOutcome.Redirected> elsewhere = session.onward(exchange, target);
        if (elsewhere.isPresent()) {
            exchange.redirect(elsewhere.get());
            return;
        }
        Map<String, String> arguments = target.arguments();
        session.play(player, stream.baseName(), arguments);
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (!exchange.isAnswered()) {
                                session.stop();
                                exchange.fail(HttpResponseStatus.NOT_FOUND, "Nobody publishes " + stream.baseName());
                            }
                        },
                        router.settings().config().publicationWait().toMillis(),
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
}
