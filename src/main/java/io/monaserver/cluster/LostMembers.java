package io.monaserver.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * The members that cannot be reached: one that stays so for long is given up, which each side decides for itself, and
 * then remembered as {@link Forgotten}.
 */
final class LostMembers {

    /** Told that the time of a member begins, or ends. */
    @FunctionalInterface
    interface Countdown {
        void change(UniqueAddress member, boolean isLost);
    }

    private final ClusterView view;
    private final Forgotten forgotten;
    private final Countdown countdown;
    private final Map<UniqueAddress, ClusterIdentity> unreachable = new HashMap<>();

    LostMembers(ClusterView view, Forgotten forgotten, Countdown countdown) {
        this.view = view;
        this.forgotten = forgotten;
        this.countdown = countdown;
    }

    /** The view has changed. */
    void see() {
        Set<UniqueAddress> lost = view.unreachable();
        view.members().filter(member -> lost.contains(member.uniqueAddress())).forEach(member -> {
            UniqueAddress node = member.uniqueAddress();
            if (unreachable.putIfAbsent(node, ClusterView.identityOf(member)) == null) {
                countdown.change(node, true);
            }
        });
        unreachable.entrySet().removeIf(entry -> {
            boolean isSettled = !lost.contains(entry.getKey());
            if (isSettled) {
                countdown.change(entry.getKey(), false);
                settle(entry.getKey(), entry.getValue(), lost);
            }
            return isSettled;
        });
    }

    /** A member that was unreachable is back, or is none any more. */
    private void settle(UniqueAddress node, ClusterIdentity identity, Set<UniqueAddress> lost) {
        if (view.members().noneMatch(member -> member.uniqueAddress().equals(node))) {
            boolean isOwnYounger = view.members()
                    .filter(member -> !lost.contains(member.uniqueAddress()))
                    .map(ClusterView::identityOf)
                    .allMatch(own -> own.isYoungerThan(identity));
            forgotten.add(node.address(), isOwnYounger);
        }
    }
}
