package io.monaserver.domain.client;

import io.monaserver.common.ClientId;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Client;
import io.monaserver.domain.group.Member;
import io.monaserver.domain.group.Membership;
import java.util.LinkedHashMap;
import java.util.Map;

/** The groups that one session's client is in. Belongs to the session's actor. */
final class SessionGroups {

    private final Sessions sessions;
    private final Map<ClientId, Membership> memberships = new LinkedHashMap<>();

    SessionGroups(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Joins, once for each group. */
    void join(Client client, ClientId group, Member member) {
        if (!memberships.containsKey(group)) {
            memberships.put(group, sessions.groups().join(group, member));
            sessions.applications().tell(new ApplicationEvent.GroupJoined(client, group));
        }
    }

    /** Leaves, if the client is in it. */
    void leave(Client client, ClientId group) {
        Membership membership = memberships.remove(group);
        if (membership != null) {
            membership.leave();
            sessions.applications().tell(new ApplicationEvent.GroupLeft(client, group));
        }
    }

    void leaveAll(Client client) {
        for (ClientId group : memberships.keySet().toArray(ClientId[]::new)) {
            leave(client, group);
        }
    }
}
