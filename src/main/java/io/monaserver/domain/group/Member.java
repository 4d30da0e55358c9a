package io.monaserver.domain.group;

import io.monaserver.common.ClientId;

/**
 * One peer's membership of a group, a client's own or one that a script keeps for a peer of another server. Called on
 * the group's thread.
 */
public interface Member {

    /** The peer that is the member. */
    ClientId peer();

    /** Tells the member of another one, which it is to contact. Does nothing where the protocol has no such message. */
    void introduce(ClientId other);
}
