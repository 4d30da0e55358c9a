package io.monaserver.cluster.share;

import java.net.InetSocketAddress;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;

/** Actors of other nodes. */
final class Remote {

    private Remote() {}

    /** An actor by its name among those of the other's system, whichever incarnation that is. */
    static <T> ActorRef<T> actor(ActorSystem<?> system, Peer peer, String name) {
        return ActorRefResolver.get(system).resolveActorRef(peer.path(name));
    }

    /** Where the link of an actor's node listens. */
    static InetSocketAddress addressOf(ActorRef<?> actor) {
        Address address = actor.path().address();
        return InetSocketAddress.createUnresolved(
                address.getHost().orElse(""), address.getPort().orElse(0));
    }
}
