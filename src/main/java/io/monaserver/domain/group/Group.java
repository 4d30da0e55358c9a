package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One NetGroup: introduces its members to each other so that they stay one mesh, also to members on other servers.
 * Lives while it has members here.
 */
final class Group extends AbstractBehavior<Group.Command> {

    sealed interface Command {}

    record Join(Member member) implements Command {}

    record Leave(Member member) implements Command {}

    /** These peers may be members elsewhere now, or no more. */
    record Elsewhere(Set<ClientId> peers) implements Command {}

    enum End implements Command {
        INSTANCE
    }

    private final ClientId id;
    private final MemberRing ring;
    private final GroupRegistry registry;

    static Behavior<Command> create(GroupState state, GroupRegistry registry) {
        return Behaviors.setup(context -> {
            Group group = new Group(context, state, registry);
            group.update(registry.shared().members(state.id()), Set.of());
            return group;
        });
    }

    private Group(ActorContext<Command> context, GroupState state, GroupRegistry registry) {
        super(context);
        this.id = state.id();
        this.ring = state.ring();
        this.registry = registry;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Join.class, this::onJoin)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(Elsewhere.class, this::onElsewhere)
                .onMessage(End.class, end -> onEnd())
                .build();
    }

    private Behavior<Command> onJoin(Join join) {
        Member member = join.member();
        List<ClientId> others = ring.join(member);
        registry.shared().onChange(id, member.peer());
        others.forEach(member::introduce);
        return this;
    }

    private Behavior<Command> onLeave(Leave leave) {
        Member member = leave.member();
        ring.leave(member).ifPresent(Group::tell);
        registry.shared().onChange(id, member.peer());
        return this;
    }

    private Behavior<Command> onElsewhere(Elsewhere message) {
        SharedGroups shared = registry.shared();
        Map<Boolean, Set<ClientId>> now = message.peers().stream()
                .collect(Collectors.partitioningBy(peer -> shared.isMember(id, peer), Collectors.toSet()));
        update(now.getOrDefault(true, Set.of()), now.getOrDefault(false, Set.of()));
        return this;
    }

    private Behavior<Command> onEnd() {
        update(Set.of(), Set.copyOf(ring.elsewhere()));
        return Behaviors.stopped();
    }

    private void update(Set<ClientId> present, Set<ClientId> absent) {
        MemberRing.Change change = ring.elsewhere(present, absent);
        if (!change.came().isEmpty() || !change.gone().isEmpty()) {
            registry.watcher().onElsewhere(id, change.came(), change.gone());
        }
        change.introductions().forEach(Group::tell);
    }

    private static void tell(MemberRing.Introduction introduction) {
        introduction.member().introduce(introduction.other());
    }
}
