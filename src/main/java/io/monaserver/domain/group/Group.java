package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** One NetGroup: introduces its members to each other so that they stay one mesh. Lives while it has members. */
final class Group extends AbstractBehavior<Group.Command> {

    sealed interface Command {}

    record Join(Member member) implements Command {}

    record Leave(Member member) implements Command {}

    enum End implements Command {
        INSTANCE
    }

    private final GroupState state;
    private final MemberRing ring = new MemberRing();

    static Behavior<Command> create(GroupState state) {
        return Behaviors.setup(context -> new Group(context, state));
    }

    private Group(ActorContext<Command> context, GroupState state) {
        super(context);
        this.state = state;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Join.class, this::onJoin)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(End.class, end -> Behaviors.stopped())
                .build();
    }

    private Behavior<Command> onJoin(Join join) {
        List<ClientId> others = ring.join(join.member());
        state.peers(ring.peers());
        others.forEach(join.member()::introduce);
        return this;
    }

    private Behavior<Command> onLeave(Leave leave) {
        ring.leave(leave.member()).ifPresent(repair -> repair.member().introduce(repair.other()));
        state.peers(ring.peers());
        return this;
    }
}
