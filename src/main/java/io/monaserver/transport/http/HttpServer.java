package io.monaserver.transport.http;

import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.net.TcpServer;
import io.monaserver.transport.net.TrafficCounter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;

/** HTTP and WebSocket on one listening socket. */
public final class HttpServer implements AutoCloseable {

    private final TcpServer socket;
    private final HttpRouter router;

    private HttpServer(TcpServer socket, HttpRouter router) {
        this.socket = socket;
        this.router = router;
    }

    /**
     * Begins to serve.
     *
     * @param socketBufferSize bytes of each connection's send and receive buffers, 0 for the system's own size
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(
            EventLoops loops, InetSocketAddress address, int socketBufferSize, HttpSettings settings)
            throws IOException {
        HttpRouter router = new HttpRouter(settings);
        ChannelInitializer<Channel> connections = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new TrafficCounter(settings.traffic()))
                        .addLast(new RequestDecoder())
                        .addLast(new HttpResponseEncoder())
                        .addLast(new HttpConnection(settings, router, channel, loops.of(channel.eventLoop())));
            }
        };
        TcpServer socket = TcpServer.bind(
                loops,
                new TcpServer.Settings(address, socketBufferSize),
                settings.sessions().blacklist(),
                connections);
        return new HttpServer(socket, router);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return socket.address();
    }

    /** Stops listening; connections go with their sessions. */
    @Override
    public void close() {
        socket.close();
        router.close();
    }
}
