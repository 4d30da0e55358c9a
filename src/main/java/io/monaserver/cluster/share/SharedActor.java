package io.monaserver.cluster.share;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * The actor of a {@link SharedPart} in the cluster's actor system of the moment; what it is told before there is one is
 * lost. Safe on any thread.
 *
 * <p>An actor begins with what there is. Who changes that while one starts waits and tells the new one: it may have
 * looked before the change.
 */
final class SharedActor<C> {

    private final String name;
    private @Nullable ActorRef<C> actor;

    SharedActor(String name) {
        this.name = name;
    }

    /** Takes the place of the one in the actor system before. */
    synchronized void start(ActorSystem<?> system, Behavior<C> behavior) {
        actor = system.systemActorOf(behavior, name, Props.empty());
    }

    synchronized void tell(C message) {
        if (actor != null) {
            actor.tell(message);
        }
    }
}
