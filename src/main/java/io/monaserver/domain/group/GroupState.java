package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** A group as others see it, and its place in the registry. */
final class GroupState {

    private final ClientId id;
    private final ActorRef<Group.Command> actor;
    private volatile List<ClientId> peers = List.of();

    /** Guarded by the registry's entry for the id. */
    int users;

    GroupState(ClientId id, Function<GroupState, ActorRef<Group.Command>> spawn) {
        this.id = id;
        this.actor = spawn.apply(this);
    }

    ClientId id() {
        return id;
    }

    ActorRef<Group.Command> actor() {
        return actor;
    }

    List<ClientId> peers() {
        return peers;
    }

    void peers(List<ClientId> peers) {
        this.peers = List.copyOf(peers);
    }
}
