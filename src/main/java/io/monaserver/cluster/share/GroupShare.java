package io.monaserver.cluster.share;

import io.monaserver.common.ClientId;
import io.monaserver.domain.group.GroupRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Tells all nodes which memberships of NetGroups this one has, and its groups of the others' members. Like
 * {@link PublicationShare} it decides from what is, so it may begin at any moment.
 */
final class GroupShare extends AbstractBehavior<GroupShare.Command> {

    /** Enough for some 300,000 memberships on one node: a bucket is one message, of at most 256 KiB. */
    private static final Directory.Kind KIND = new Directory.Kind("groups", 128);

    /** One membership of a peer is like another, so none is ever replaced. */
    private static final long STAMP = 1;

    sealed interface Command permits LinkChange, Local {}

    /** What this node tells it. */
    sealed interface Local extends Command {}

    /** A membership may have begun or ended on this node. */
    record MemberChanged(GroupEntry entry) implements Local {}

    private record OthersChanged(Directory.Changed change) implements Local {}

    private final GroupRegistry groups;
    private final OthersMembers others;
    private final ActorRef<Directory.Command> directory;

    /**
     * Begins with all memberships that there are.
     *
     * @param others kept up to date for those who ask on other threads
     * @param stampMs when the cluster's actor system started
     */
    static Behavior<Command> create(GroupRegistry groups, OthersMembers others, long stampMs) {
        return Behaviors.setup(context -> {
            GroupShare share = new GroupShare(context, groups, others, stampMs);
            groups.groups()
                    .forEach(group ->
                            groups.membersHere(group).forEach(peer -> share.reconcile(new GroupEntry(group, peer))));
            return share;
        });
    }

    private GroupShare(ActorContext<Command> context, GroupRegistry groups, OthersMembers others, long stampMs) {
        super(context);
        this.groups = groups;
        this.others = others;
        ActorRef<Directory.Changed> watcher = context.messageAdapter(Directory.Changed.class, OthersChanged::new);
        this.directory = context.spawn(Directory.create(KIND, stampMs, watcher), "directory");
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberChanged.class, this::onMember)
                .onMessage(OthersChanged.class, this::onOthers)
                .onMessage(LinkChange.class, this::onLink)
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onLink(LinkChange change) {
        directory.tell(change);
        return this;
    }

    private Behavior<Command> onMember(MemberChanged changed) {
        reconcile(changed.entry());
        return this;
    }

    private void reconcile(GroupEntry entry) {
        directory.tell(
                groups.isHere(entry.group(), entry.peer())
                        ? new Directory.Put(entry.toText(), STAMP)
                        : new Directory.Remove(entry.toText()));
    }

    private Behavior<Command> onOthers(OthersChanged message) {
        Map<ClientId, Set<ClientId>> changed = new HashMap<>();
        note(message.change().gone(), others::remove, changed);
        note(message.change().present().keySet(), others::add, changed);
        changed.forEach(groups::onElsewhere);
        return this;
    }

    private static void note(
            Collection<String> texts, Consumer<GroupEntry> change, Map<ClientId, Set<ClientId>> changed) {
        for (String text : texts) {
            GroupEntry entry = GroupEntry.parse(text);
            if (entry != null) {
                change.accept(entry);
                changed.computeIfAbsent(entry.group(), group -> new HashSet<>()).add(entry.peer());
            }
        }
    }

    /** Until the next start nobody is known to be anywhere. */
    private Behavior<Command> onPostStop() {
        others.clear().forEach(groups::onElsewhere);
        return this;
    }
}
