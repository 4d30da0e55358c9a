package io.monaserver.transport.http;

import io.monaserver.codec.DataReader;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.codec.query.QueryFormat;
import io.monaserver.common.ClientId;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Loop;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.Reply;
import io.monaserver.domain.Writer;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.client.SessionRequest;
import io.monaserver.domain.publication.ListenRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The client behind an HTTP connection. Its application is that of the path: a request for another path or with another
 * query leaves the application and enters the other. Nothing can be pushed to it. Belongs to the connection's loop.
 */
final class HttpSession implements Writer {

    private static final String UPDATE = "update";
    private static final int STREAM = 1;

    private final HttpSettings settings;
    private final Channel channel;
    private final Loop loop;
    private final ClientId id = ClientId.random();
    private final RequestFormat format = new RequestFormat(JsonFormat.INSTANCE);
    private @Nullable ActorRef<ClientSession.Command> session;
    private @Nullable String place;
    private @Nullable HttpExchange exchange;
    private Map<String, String> parameters = Map.of();
    private volatile long lastReceptionMs;

    HttpSession(HttpSettings settings, Channel channel, Loop loop) {
        this.settings = settings;
        this.channel = channel;
        this.loop = loop;
    }

    /** Enters the application of a target, unless the client is there already, and goes on; or answers why not. */
    void enter(HttpExchange exchange, RequestTarget target, HttpFormats.Body body, Runnable next) {
        this.exchange = exchange;
        format.use(body.format());
        String wanted = target.application() + "?" + target.query();
        boolean forced = exchange.request().headers().containsValue(HttpHeaderNames.CONNECTION, UPDATE, true);
        if (wanted.equals(place) && !forced) {
            next.run();
            return;
        }
        place = null;
        parameters = Map.of();
        session()
                .tell(new ClientSession.Connect(
                        request("HTTP", exchange.request(), target, settings.parameters()),
                        arguments(target),
                        outcome -> onConnected(exchange, wanted, outcome, next)));
    }

    private void onConnected(HttpExchange exchange, String wanted, ConnectOutcome outcome, Runnable next) {
        if (outcome instanceof ConnectOutcome.Accepted accepted) {
            place = wanted;
            parameters = accepted.parameters();
            accepted.effects().forEach(this::write);
            if (!exchange.isAnswered()) {
                next.run();
            }
        } else {
            exchange.closeAfterwards();
            refuse(exchange, outcome);
        }
    }

    /** Says why a client may not come in. */
    static void refuse(HttpExchange exchange, ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Rejected rejected) {
            exchange.fail(HttpResponseStatus.FORBIDDEN, rejected.text());
        } else if (outcome instanceof ConnectOutcome.Redirected redirected) {
            exchange.redirect(redirected);
        } else if (outcome instanceof ConnectOutcome.Failed failed) {
            exchange.fail(HttpResponseStatus.INTERNAL_SERVER_ERROR, failed.text());
        } else if (outcome instanceof ConnectOutcome.NoApplication missing) {
            exchange.fail(HttpResponseStatus.NOT_FOUND, missing.text());
        } else {
            exchange.fail(HttpResponseStatus.SERVICE_UNAVAILABLE, "server busy");
        }
    }

    void call(String name, DataReader arguments, Reply<CallOutcome> reply) {
        session().tell(new ClientSession.Call(name, arguments, reply));
    }

    void read(String file, DataReader parameters, Reply<ReadOutcome> reply) {
        session().tell(new ClientSession.Read(file, parameters, reply));
    }

    void play(LivePlayer player, String name, Map<String, String> arguments) {
        session().tell(new ClientSession.Play(STREAM, new ListenRequest(name, arguments, player), player::onOutcome));
    }

    /** Where a stream should rather be played. */
    Optional<ConnectOutcome.Redirected> onward(HttpExchange exchange, RequestTarget target) {
        return settings.sessions().onward(request("HTTP", exchange.request(), target, parameters));
    }

    void stop() {
        session().tell(new ClientSession.CloseStream(STREAM));
    }

    /** What the application set for its clients, or else nothing. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** Leaves; the connection may go on as something else. */
    void end(String reason) {
        ActorRef<ClientSession.Command> open = session;
        session = null;
        place = null;
        if (open != null) {
            open.tell(new ClientSession.Disconnect(reason));
        }
    }

    void onReception() {
        lastReceptionMs = settings.clock().epochMs();
    }

    /** What a client of this connection brings to the application of a target. */
    SessionRequest request(String protocol, HttpRequest request, RequestTarget target, Map<String, String> parameters) {
        return new SessionRequest(
                id,
                protocol,
                (InetSocketAddress) channel.remoteAddress(),
                target.application(),
                target.query(),
                properties(request),
                parameters,
                protocol.equals("HTTP") ? format : JsonFormat.INSTANCE);
    }

    /** What onConnection is given: the query's values. */
    static DataReader arguments(RequestTarget target) {
        return QueryFormat.INSTANCE.newReader(target.query().getBytes(StandardCharsets.UTF_8));
    }

    /** Only what belongs to an answer under way means something; there is nobody to push the rest to. */
    @Override
    public void write(Effect effect) {
        HttpExchange current = exchange;
        if (current == null || current.isAnswered()) {
            return;
        }
        if (effect instanceof Effect.SetProperty property) {
            current.addCookie(Cookies.write(property, settings.clock().epochMs()));
        } else if (effect instanceof Effect.Close close) {
            current.close(close.code());
        }
    }

    @Override
    public void flush() {
        // An answer goes out at once.
    }

    @Override
    public void close(CloseReason reason) {
        HttpExchange current = exchange;
        if (current != null && !current.isAnswered()) {
            current.closeAfterwards();
            current.fail(HttpResponseStatus.SERVICE_UNAVAILABLE, reason.text());
        } else if (session != null) {
            channel.close();
        }
    }

    @Override
    public int pingMs() {
        return 0;
    }

    @Override
    public long lastReceptionMs() {
        return lastReceptionMs;
    }

    private ActorRef<ClientSession.Command> session() {
        ActorRef<ClientSession.Command> open = session;
        if (open == null) {
            open = settings.sessions().open(this, loop);
            session = open;
        }
        return open;
    }

    private static Map<String, String> properties(HttpRequest request) {
        Map<String, String> properties = new LinkedHashMap<>();
        HttpHeaders headers = request.headers();
        for (Map.Entry<String, String> header : headers) {
            properties.put(header.getKey(), header.getValue());
        }
        String version = request.protocolVersion().majorVersion() + "."
                + request.protocolVersion().minorVersion();
        properties.put("version", version);
        properties.put("HTTPVersion", version);
        headers.getAll(HttpHeaderNames.COOKIE).forEach(cookie -> Cookies.read(cookie, properties));
        return properties;
    }
}
