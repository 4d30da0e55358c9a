package io.monaserver.cluster.share;

import io.monaserver.common.Clock;
import io.monaserver.config.ShareConfig;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.ServerInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * This node's side of what the cluster shares. Outlives the cluster's actor systems: each one that starts gets actors
 * that learn from here which links are up, and from the domain what there is to share. Safe on any thread.
 */
public final class ClusterShare {

    private final ShareConfig config;
    private final Clock clock;
    private final Map<String, ServerInfo> links = new LinkedHashMap<>();
    private final List<SharedPart> parts = new ArrayList<>();
    private @Nullable ActorSystem<?> system;
    private boolean isAttached;

    /** Shares nothing before there is both, a domain and a system. */
    public ClusterShare(ShareConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** There is a data tree, in which no script has written yet. */
    public synchronized void keep(SharedTree tree) {
        if (config.data()) {
            parts.add(new SharedData(tree, clock));
        }
    }

    /** Newcomers may be sent to other servers; the suppliers tell how busy this one is. */
    public synchronized void balance(Referrals referrals, LongSupplier sessions, IntSupplier processors) {
        if (config.balance() != ShareConfig.Balancing.NONE) {
            parts.add(new SharedLoad(new Balancer(config.balance(), sessions), referrals, processors));
        }
    }

    /** There is something to share. */
    public synchronized void attach(SharedDomain domain) {
        isAttached = true;
        if (config.publications()) {
            parts.add(new SharedPublications(domain, clock));
        }
        if (config.peers()) {
            parts.add(new SharedPeers(domain.rendezvous(), clock));
        }
        if (config.groups()) {
            parts.add(new SharedMemberships(domain.groups(), clock));
        }
        if (config.blacklist()) {
            parts.add(
                    new SharedBans(domain.blacklist(), clock, UUID.randomUUID().toString()));
        }
        if (system != null) {
            start(system);
        }
    }

    /** There is a new actor system; all links of the one before are down. */
    public synchronized void start(ActorSystem<?> system) {
        this.system = system;
        if (!isAttached) {
            return;
        }
        parts.forEach(part -> part.start(system));
        links.values().forEach(server -> tell(server, true));
    }

    /** A link is up. */
    public synchronized void up(ServerInfo server) {
        links.put(server.id(), server);
        tell(server, true);
    }

    /** A link is down. */
    public synchronized void down(ServerInfo server) {
        if (links.remove(server.id()) != null) {
            tell(server, false);
        }
    }

    /** This node drains: nobody is to be sent here. */
    public synchronized void depart() {
        parts.forEach(SharedPart::depart);
    }

    private void tell(ServerInfo server, boolean isUp) {
        if (!isAttached) {
            return;
        }
        LinkChange change = new LinkChange(Peer.of(server), isUp);
        parts.forEach(part -> {
            part.onServer(server, isUp);
            part.onLink(change);
        });
    }
}
