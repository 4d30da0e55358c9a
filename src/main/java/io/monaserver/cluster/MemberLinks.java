package io.monaserver.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.UniqueAddress;

/** One link to each other member that serves and can be reached. Belongs to the actor whose children the links are. */
final class MemberLinks {

    private final ActorContext<?> context;
    private final LinkPolicy policy;
    private final Links links;
    private final KnownAddresses known;
    private final Map<UniqueAddress, ActorRef<ServerLink.Command>> open = new HashMap<>();

    MemberLinks(ActorContext<?> context, LinkPolicy policy, Links links, KnownAddresses known) {
        this.context = context;
        this.policy = policy;
        this.links = links;
        this.known = known;
    }

    /** Brings the links in line with the members as they now are. */
    void keep(ClusterView view, LinkTargets targets) {
        Set<UniqueAddress> lost = view.unreachable();
        Set<UniqueAddress> wanted = new HashSet<>();
        view.members()
                .filter(member -> !view.isSelf(member))
                .filter(member -> ClusterView.isServing(member) && !lost.contains(member.uniqueAddress()))
                .forEach(member -> wanted.add(member.uniqueAddress()));
        open.entrySet().removeIf(entry -> {
            boolean isGone = !wanted.contains(entry.getKey());
            if (isGone) {
                String reason = lost.contains(entry.getKey()) ? "the server cannot be reached" : "the server has left";
                entry.getValue().tell(new ServerLink.Close(reason));
            }
            return isGone;
        });
        wanted.forEach(node -> open.computeIfAbsent(node, added -> open(added, targets)));
    }

    /** Passes on what concerns the link to a member, if there is one. */
    void tell(UniqueAddress member, ServerLink.Command command) {
        ActorRef<ServerLink.Command> link = open.get(member);
        if (link != null) {
            link.tell(command);
        }
    }

    /** Closes all; the reason is what the others are told. */
    void close(String reason) {
        open.values().forEach(link -> link.tell(new ServerLink.Close(reason)));
        open.clear();
    }

    private ActorRef<ServerLink.Command> open(UniqueAddress node, LinkTargets targets) {
        known.saw(node.address());
        ServerLink.Peer peer =
                new ServerLink.Peer(node, targets.contains(node.address()), targets.propertiesFor(node.address()));
        String name = "link-" + node.address().hostPort().replace('@', '-') + "-" + System.identityHashCode(peer);
        return context.spawn(ServerLink.create(peer, policy, links), name);
    }
}
