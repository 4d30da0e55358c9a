package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.group.SharedGroups;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes the NetGroups of all nodes one. */
final class SharedMemberships implements SharedPart, SharedGroups {

    private final GroupRegistry groups;
    private final Clock clock;
    private final OthersMembers others = new OthersMembers();
    private final SharedActor<GroupShare.Command> actor = new SharedActor<>("share-groups");

    SharedMemberships(GroupRegistry groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
        groups.share(this);
    }

    @Override
    public void start(ActorSystem<?> system) {
        actor.start(system, GroupShare.create(groups, others, clock.epochMs()));
    }

    @Override
    public void onLink(LinkChange change) {
        actor.tell(change);
    }

    @Override
    public Set<ClientId> members(ClientId group) {
        return others.members(group);
    }

    @Override
    public boolean isMember(ClientId group, ClientId peer) {
        return others.contains(group, peer);
    }

    @Override
    public void onChange(ClientId group, ClientId peer) {
        actor.tell(new GroupShare.MemberChanged(new GroupEntry(group, peer)));
    }
}
