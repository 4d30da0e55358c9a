package io.monaserver.cluster.share;

import io.monaserver.domain.ServerInfo;
import org.apache.pekko.actor.typed.ActorSystem;

/** One kind of things that the nodes share. Outlives the cluster's actor systems. */
interface SharedPart {

    /** There is a new actor system; all links of the one before are down. */
    void start(ActorSystem<?> system);

    /** There is a link to another server, or no more. */
    default void onServer(ServerInfo server, boolean isUp) {
        // Most know it by its name.
    }

    /** This node drains. */
    default void depart() {
        // Most things stay here until their links end.
    }

    /** A link of the actor system is up or down. */
    default void onLink(LinkChange change) {
        // What is replicated needs no links.
    }
}
