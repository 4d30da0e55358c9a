package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.group.Member;
import io.monaserver.domain.group.Membership;
import io.monaserver.script.lua.Args;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.Executor;
import org.luaj.vm2.LuaValue;

/** The lane's own copy of the groups: who is in which. Changed by events and by scripts only. */
public final class GroupWorld {

    private static final Cleaner CLEANER = Cleaner.create();

    private final GroupRegistry registry;
    private final Executor lane;
    private final GroupsObject groups = new GroupsObject(this::join);

    /** The groups of this registry, for the scripts of this lane. */
    public GroupWorld(GroupRegistry registry, Executor lane) {
        this.registry = registry;
        this.lane = lane;
        registry.watch((group, came, gone) -> lane.execute(() -> onElsewhere(group, came, gone)));
    }

    /** Members on other servers come and go with these, and are there for as long as the group has members here. */
    private void onElsewhere(ClientId id, Set<ClientId> came, Set<ClientId> gone) {
        GroupObject group = groups.group(id);
        came.forEach(group.membersObject()::addDistant);
        gone.forEach(group.membersObject()::removeDistant);
        groups.review(group);
    }

    GroupsObject groups() {
        return groups;
    }

    /** A client has joined; gives the group's object. */
    public GroupObject onJoined(ClientObject client, ClientId id) {
        GroupObject group = groups.group(id);
        group.membersObject().add(client);
        return group;
    }

    /** A client has left; gives the group's object, which goes with its last member. */
    public GroupObject onUnjoined(ClientObject client, ClientId id) {
        GroupObject group = groups.group(id);
        group.membersObject().remove(client);
        groups.review(group);
        return group;
    }

    /** Nobody here can be told of others: the peer is connected elsewhere, where its own server does that. */
    private record DistantPeer(ClientId peer) implements Member {

        @Override
        public void introduce(ClientId other) {
            // Its own server introduces it to others.
        }
    }

    private MemberObject join(ClientId peer, ClientId id) {
        GroupObject group = groups.group(id);
        Membership membership = registry.join(id, new DistantPeer(peer));
        Leaving leaving = new Leaving(this, group, Args.text(peer.toString()), membership);
        MemberObject member = new MemberObject(peer, leaving);
        group.membersObject().add(member);
        CLEANER.register(member, () -> lane.execute(leaving));
        return member;
    }

    /** Ends a membership once; does not hold the member's object, which may be collected before. */
    private record Leaving(GroupWorld world, GroupObject group, LuaValue peer, Membership membership)
            implements Runnable {

        @Override
        public void run() {
            membership.leave();
            group.membersObject().removeAdded(peer, this);
            world.groups.review(group);
        }
    }
}
