package io.monaserver.cluster.share;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * The actor of a {@link SharedPart} in the cluster's actor system of the moment; what it is told before there is one is
 * lost. Safe on any thread.
 */
final class SharedActor<C> {

    private final String name;
    private volatile @Nullable ActorRef<C> actor;

    SharedActor(String name) {
        this.name = name;
    }

    /** Takes the place of the one in the actor system before. */
    void start(ActorSystem<?> system, Behavior<C> behavior) {
        actor = system.systemActorOf(behavior, name, Props.empty());
    }

    void tell(C message) {
        ActorRef<C> told = actor;
        if (told != null) {
            told.tell(message);
        }
    }
}
