package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** A group as others see it, and its place in the registry. */
final class GroupState {

    private final ClientId id;
    private final MemberRing ring = new MemberRing();
    private final ActorRef<Group.Command> actor;

    /** Guarded by the registry's entry for the id. */
    int users;

    GroupState(ClientId id, Function<GroupState, ActorRef<Group.Command>> spawn) {
        this.id = id;
        this.actor = spawn.apply(this);
    }

    ClientId id() {
        return id;
    }

    /** Changed by the actor only. */
    MemberRing ring() {
        return ring;
    }

    ActorRef<Group.Command> actor() {
        return actor;
    }
}
