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
 * members here. Safe on any thread.
 */
public final class GroupRegistry {

    private final ActorSystem<?> system;
    private final ConcurrentHashMap<ClientId, GroupState> groups = new ConcurrentHashMap<>();
    private volatile SharedGroups shared = SharedGroups.NONE;
    private volatile GroupWatcher watcher = (group, came, gone) -> {};

    /** Groups as actors of this system. */
    public GroupRegistry(ActorSystem<?> system) {
        this.system = system;
    }

    /** There are other servers, whose members meet those of this one. */
    public void share(SharedGroups others) {
        shared = others;
    }

    SharedGroups shared() {
        return shared;
    }

    /** Somebody wants to know the members on other servers. */
    public void watch(GroupWatcher newcomer) {
        watcher = newcomer;
    }

    GroupWatcher watcher() {
        return watcher;
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

    /** The members of a group, on all servers, in the order of their peer ids; empty if it has none here. */
    public List<ClientId> members(ClientId group) {
        GroupState state = groups.get(group);
        return state == null ? List.of() : state.ring().peers();
    }

    /** The members of a group on this server. */
    public List<ClientId> membersHere(ClientId group) {
        GroupState state = groups.get(group);
        return state == null ? List.of() : state.ring().here();
    }

    /** Whether a peer is a member of a group on this server. */
    public boolean isHere(ClientId group, ClientId peer) {
        GroupState state = groups.get(group);
        return state != null && state.ring().isHere(peer);
    }

    /** These peers may be members of a group on other servers now, or no more: {@link SharedGroups} knows. */
    public void onElsewhere(ClientId group, Set<ClientId> peers) {
        GroupState state = groups.get(group);
        if (state != null) {
            state.actor().tell(new Group.Elsewhere(peers));
        }
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
                id,
                state -> system.systemActorOf(Group.create(state, this), "group-" + UUID.randomUUID(), Props.empty()));
    }
}
