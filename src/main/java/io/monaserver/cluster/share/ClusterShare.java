package io.monaserver.cluster.share;

import io.monaserver.common.Clock;
import io.monaserver.config.ShareConfig;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.publication.SharedNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * This node's side of what the cluster shares. Outlives the cluster's actor systems: each one that starts gets actors
 * that learn from here which links are up, and from the domain what there is to share. Safe on any thread.
 */
public final class ClusterShare {

    private final ShareConfig config;
    private final Clock clock;
    private final OthersClaims others = new OthersClaims();
    private final Map<String, Peer> links = new LinkedHashMap<>();
    private @Nullable SharedDomain domain;
    private @Nullable SharedBans bans;
    private @Nullable ActorSystem<?> system;
    private volatile @Nullable ActorRef<PublicationShare.Command> publications;

    /** Shares nothing before there is both, a domain and a system. */
    public ClusterShare(ShareConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** There is something to share. */
    public synchronized void attach(SharedDomain domain) {
        this.domain = domain;
        if (config.publications()) {
            domain.publications().share(new Names());
        }
        if (config.blacklist()) {
            bans = new SharedBans(domain.blacklist(), clock, UUID.randomUUID().toString());
        }
        spawn();
    }

    /** There is a new actor system; all links of the one before are down. */
    public synchronized void start(ActorSystem<?> system) {
        this.system = system;
        spawn();
    }

    /** A link is up. */
    public synchronized void up(ServerInfo server) {
        Peer peer = Peer.of(server);
        links.put(server.id(), peer);
        tell(new LinkChange(peer, true));
    }

    /** A link is down. */
    public synchronized void down(ServerInfo server) {
        Peer peer = links.remove(server.id());
        if (peer != null) {
            tell(new LinkChange(peer, false));
        }
    }

    private void spawn() {
        if (domain == null || system == null) {
            return;
        }
        if (config.publications()) {
            publications = system.systemActorOf(
                    PublicationShare.create(domain, others, clock.epochMs()), PublicationShare.NAME, Props.empty());
        }
        if (bans != null) {
            bans.start(system);
        }
        links.values().forEach(peer -> tell(new LinkChange(peer, true)));
    }

    private void tell(LinkChange change) {
        ActorRef<PublicationShare.Command> actor = publications;
        if (actor != null) {
            actor.tell(change);
        }
    }

    /** The registry's view of the others. */
    private final class Names implements SharedNames {

        @Override
        public boolean isTaken(String name) {
            return others.contains(name);
        }

        @Override
        public void onChange(String name) {
            ActorRef<PublicationShare.Command> actor = publications;
            if (actor != null) {
                actor.tell(new PublicationShare.NameChanged(name));
            }
        }
    }
}
