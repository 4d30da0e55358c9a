package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.Set;

/** Whoever wants to know the members that groups of this server have on others. Called on the groups' threads. */
@FunctionalInterface
public interface GroupWatcher {

    /** Members on other servers have come to a group that has members here, or are gone. */
    void onElsewhere(ClientId group, Set<ClientId> came, Set<ClientId> gone);
}
