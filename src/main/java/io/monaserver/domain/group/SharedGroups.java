package io.monaserver.domain.group;

import io.monaserver.common.ClientId;
import java.util.Set;

/** The groups of the other servers, as the registry needs to know them. Safe on any thread. */
public interface SharedGroups {

    /** A server that shares no groups. */
    SharedGroups NONE = new SharedGroups() {
        @Override
        public Set<ClientId> members(ClientId group) {
            return Set.of();
        }

        @Override
        public boolean isMember(ClientId group, ClientId peer) {
            return false;
        }

        @Override
        public void onChange(ClientId group, ClientId peer) {
            // Nobody wants to know.
        }
    };

    /** The members of a group on other servers. */
    Set<ClientId> members(ClientId group);

    /** Whether a peer is a member of a group on another server. */
    boolean isMember(ClientId group, ClientId peer);

    /** A peer is a member here now, or no more. */
    void onChange(ClientId group, ClientId peer);
}
