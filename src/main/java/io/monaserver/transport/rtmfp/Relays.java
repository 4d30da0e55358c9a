package io.monaserver.transport.rtmfp;

import io.monaserver.common.ClientId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays of one loop: one for each pair of peers that asked for it, closed when nobody uses it. */
final class Relays {

    /** Silence after which a relay is closed. */
    static final long IDLE_MS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
    private static final long REVIEW_MS = 5000;

    /** What one client may have at a time. */
    private static final int MAX_OF_ONE = 16;

    /** How many ports that somebody else has are tried before giving up. */
    private static final int MAX_TRIES = 8;

    private final RtmfpServer server;
    private final EventLoop loop;
    private final Map<Pair, Entry> relays = new HashMap<>();

    private record Pair(InetSocketAddress asker, ClientId wanted) {}

    private record Entry(Relay relay, int port, Channel channel) {}

    Relays(RtmfpServer server, EventLoop loop) {
        this.server = server;
        this.loop = loop;
    }

    /** Finds or opens a relay; gives its port on this loop's thread, 0 if there is none to be had. */
    void offer(Whereabouts asker, Wanted wanted, IntConsumer then) {
        Pair pair = new Pair(asker.observed(), wanted.id());
        Entry known = relays.get(pair);
        if (known != null) {
            known.relay.renew();
            then.accept(known.port);
        } else if (countOf(asker.observed()) >= MAX_OF_ONE) {
            then.accept(0);
        } else {
            Relay relay =
                    new Relay(server, asker.observed(), wanted.whereabouts().observed());
            open(pair, relay, MAX_TRIES, then);
        }
    }

    private long countOf(InetSocketAddress asker) {
        return relays.keySet().stream().filter(pair -> pair.asker.equals(asker)).count();
    }

    private void open(Pair pair, Relay relay, int tries, IntConsumer then) {
        int port = tries == 0 ? 0 : server.relayPorts().take();
        if (port == 0) {
            then.accept(0);
            return;
        }
        InetAddress host = server.settings().address().getAddress();
        ChannelFuture bound = RtmfpSockets.datagrams(loop, relay).bind(new InetSocketAddress(host, port));
        bound.addListener(done -> {
            if (done.isSuccess()) {
                Entry beaten = relays.put(pair, new Entry(relay, port, bound.channel()));
                if (beaten != null) {
                    close(beaten);
                }
                loop.schedule(() -> review(pair), REVIEW_MS, TimeUnit.MILLISECONDS);
                LOG.debug("relay for {} on port {}", pair.asker, port);
                then.accept(port);
            } else {
                server.relayPorts().giveBack(port);
                open(pair, relay, tries - 1, then);
            }
        });
    }

    private void review(Pair pair) {
        Entry entry = relays.get(pair);
        if (entry == null) {
            return;
        }
        if (server.clock().millis() - entry.relay.usedMs() >= IDLE_MS) {
            relays.remove(pair);
            close(entry);
        } else {
            loop.schedule(() -> review(pair), REVIEW_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void close(Entry entry) {
        entry.channel.close().addListener(closed -> server.relayPorts().giveBack(entry.port));
    }
}
