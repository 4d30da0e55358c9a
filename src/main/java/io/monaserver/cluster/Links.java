package io.monaserver.cluster;

import io.monaserver.cluster.share.ClusterShare;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ServerInfo;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The links that are up, in the order in which they came up, and who is told of them. Safe on any thread. */
final class Links {

    private final List<ServerInfo> shown = new CopyOnWriteArrayList<>();
    private final Consumer<ApplicationEvent> events;
    private final ClusterShare share;
    private final Metrics.Tally tally;

    Links(Consumer<ApplicationEvent> events, ClusterShare share, Metrics metrics) {
        this.events = events;
        this.share = share;
        this.tally = metrics.tally(Meter.SERVERS);
    }

    /** A link is up; scripts are told where they may see it. */
    void up(ServerInfo server, boolean isShown) {
        tally.increment();
        share.up(server);
        if (isShown) {
            shown.add(server);
            events.accept(new ApplicationEvent.ServerConnected(server));
        }
    }

    void down(ServerInfo server, String reason) {
        tally.decrement();
        share.down(server);
        if (shown.remove(server)) {
            events.accept(new ApplicationEvent.ServerDisconnected(server, reason));
        }
    }

    List<ServerInfo> shown() {
        return List.copyOf(shown);
    }
}
