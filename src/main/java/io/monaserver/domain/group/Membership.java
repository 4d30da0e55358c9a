package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in a group, until it is left. Safe on any thread. */
public final class Membership {

    private final GroupRegistry registry;
    private final GroupState group;
    private final Member member;
    private final AtomicBoolean left = new AtomicBoolean();

    Membership(GroupRegistry registry, GroupState group, Member member) {
        this.registry = registry;
        this.group = group;
        this.member = member;
    }

    /** The group. */
    public ClientId group() {
        return group.id();
    }

    /** Leaves the group, once or more. */
    public void leave() {
        if (left.compareAndSet(false, true)) {
            registry.leave(group, member);
        }
    }
}
