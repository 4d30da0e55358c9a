package io.monaserver.domain.group;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One peer's place in a group.
 *
 * @param here its memberships on this server, the latest first: its own, and what scripts hold for it
 * @param isElsewhere whether it is a member on another server
 */
record Seat(List<Member> here, boolean isElsewhere) {

    static final Seat EMPTY = new Seat(List.of(), false);

    Seat with(Member member) {
        return new Seat(Stream.concat(Stream.of(member), here.stream()).toList(), isElsewhere);
    }

    Seat without(Member member) {
        return new Seat(here.stream().filter(other -> other != member).toList(), isElsewhere);
    }

    Seat elsewhere(boolean isMember) {
        return new Seat(here, isMember);
    }

    boolean isHere() {
        return !here.isEmpty();
    }

    boolean isEmpty() {
        return here.isEmpty() && !isElsewhere;
    }

    /** Who can be told of others; a member elsewhere is told by its own server. */
    Optional<Member> member() {
        return here.stream().findFirst();
    }
}
