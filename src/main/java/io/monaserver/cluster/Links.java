package io.monaserver.cluster;

import io.monaserver.cluster.share.ClusterShare;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The links that are up, in the order in which they came up, and who is told of them. Safe on any thread. */
final class Links {

    private final List<ServerInfo> all = new CopyOnWriteArrayList<>();
    private final List<ServerInfo> shown = new CopyOnWriteArrayList<>();
    private final Consumer<ApplicationEvent> events;
    private final ClusterShare share;
    private final Metrics.Tally tally;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    Links(Consumer<ApplicationEvent> events, ClusterShare share, Metrics metrics) {
        this.events = events;
        this.share = share;
        this.tally = metrics.tally(Meter.SERVERS);
    }

    /** Takes the name of a node for the address that has it; gives the address of another that has it already. */
    @Nullable
    String claim(String node, String address) {
        String holder = names.putIfAbsent(node, address);
        return address.equals(holder) ? null : holder;
    }

    /** A name is free again. */
    void release(String node, String address) {
        names.remove(node, address);
    }

    /** A link is up; scripts are told where they may see it. */
    void up(ServerInfo server, ServerChannel channel, boolean isShown) {
        tally.increment();
        all.add(server);
        share.up(server);
        if (isShown) {
            shown.add(server);
            events.accept(new ApplicationEvent.ServerConnected(server, channel));
        }
    }

    /** The scripts of another server call ours. */
    void called(ServerInfo server, List<ServerCall> calls, Runnable handled) {
        if (shown.contains(server)) {
            events.accept(new ApplicationEvent.ServerCalled(server, calls, handled));
        } else {
            handled.run();
        }
    }

    void down(ServerInfo server, String reason) {
        tally.decrement();
        all.remove(server);
        share.down(server);
        if (shown.remove(server)) {
            events.accept(new ApplicationEvent.ServerDisconnected(server, reason));
        }
    }

    List<ServerInfo> all() {
        return List.copyOf(all);
    }

    List<ServerInfo> shown() {
        return List.copyOf(shown);
    }
}
