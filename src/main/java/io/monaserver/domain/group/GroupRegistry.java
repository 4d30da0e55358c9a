package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * All NetGroups of this node by their id, which has the form of a peer's: 32 bytes. A group's actor lives while it has
 * members. Safe on any thread.
 */
public final class GroupRegistry {

    private final ActorSystem<?> system;
    private final ConcurrentHashMap<ClientId, GroupState> groups = new ConcurrentHashMap<>();

    /** Groups as actors of this system. */
    public GroupRegistry(ActorSystem<?> system) {
        this.system = system;
    }

    /** Joins a group; the membership ends with {@link Membership#leave}. */
    public Membership join(ClientId group, Member member) {
        GroupState joined = groups.compute(group, (id, known) -> {
            GroupState state = known == null ? create(id) : known;
            state.users++;
            return state;
        });
        joined.actor().tell(new Group.Join(member));
        return new Membership(this, joined, member);
    }

    /** The ids of all groups. */
    public Set<ClientId> groups() {
        return Set.copyOf(groups.keySet());
    }

    /** The members of a group in the order of their peer ids, a moment old at most; empty if there is no such group. */
    public List<ClientId> members(ClientId group) {
        GroupState state = groups.get(group);
        return state == null ? List.of() : state.peers();
    }

    void leave(GroupState group, Member member) {
        group.actor().tell(new Group.Leave(member));
        groups.computeIfPresent(group.id(), (id, known) -> {
            known.users--;
            if (known.users > 0) {
                return known;
            }
            known.actor().tell(Group.End.INSTANCE);
            return null;
        });
    }

    private GroupState create(ClientId id) {
        return new GroupState(
                id, state -> system.systemActorOf(Group.create(state), "group-" + UUID.randomUUID(), Props.empty()));
    }
}
