package io.monaserver.domain.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.ClientId;
import io.monaserver.domain.group.MemberRing.Introduction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberRingTest {

    private final MemberRing ring = new MemberRing();

    @Test
    void newcomerIsToldOfMembersOnOtherServersToo() {
        ring.join(member(1));
        ring.elsewhere(List.of(peer(2), peer(9)), List.of());

        assertThat(ring.join(member(5))).containsExactly(peer(9), peer(2), peer(1));
    }

    @Test
    void neighboursAreToldOfWhoAppearsElsewhere() {
        Member first = member(1);
        Member second = member(3);
        Member last = member(7);
        ring.join(first);
        ring.join(second);
        ring.join(last);

        assertThat(ring.elsewhere(List.of(peer(2)), List.of()).introductions())
                .containsExactlyInAnyOrder(new Introduction(first, peer(2)), new Introduction(second, peer(2)));
        assertThat(ring.elsewhere(List.of(peer(9)), List.of()).introductions())
                .containsExactlyInAnyOrder(new Introduction(last, peer(9)), new Introduction(first, peer(9)));
    }

    /** However many come at once, a member hears of two. */
    @Test
    void introductionsAreBoundedWhenTwoLargeGroupsMeet() {
        Member only = member(50);
        ring.join(only);
        List<ClientId> others =
                IntStream.range(0, 40).mapToObj(MemberRingTest::peer).toList();

        assertThat(ring.elsewhere(others, List.of()).introductions())
                .containsExactlyInAnyOrder(new Introduction(only, peer(39)), new Introduction(only, peer(0)));
    }

    @Test
    void ringIsRepairedWhereTheFollowerIs() {
        Member last = member(9);
        ring.join(last);
        ring.elsewhere(List.of(peer(1), peer(2), peer(3), peer(4), peer(5), peer(6), peer(7)), List.of());

        assertThat(ring.elsewhere(List.of(), List.of(peer(7), peer(6))).introductions())
                .containsExactly(new Introduction(last, peer(1)));
        assertThat(ring.elsewhere(List.of(), List.of(peer(2))).introductions()).isEmpty();
    }

    @Test
    void memberHereAndElsewhereStaysUntilItIsNeither() {
        Member here = member(1);
        ring.join(here);

        MemberRing.Change came = ring.elsewhere(List.of(peer(1)), List.of());
        assertThat(came.came()).containsExactly(peer(1));
        assertThat(came.introductions()).isEmpty();
        ring.leave(here);
        assertThat(ring.isHere(peer(1))).isFalse();
        assertThat(ring.peers()).containsExactly(peer(1));
        assertThat(ring.elsewhere(List.of(), List.of(peer(1))).gone()).containsExactly(peer(1));
        assertThat(ring.peers()).isEmpty();
    }

    @Test
    void whatWasToldBeforeChangesNothing() {
        ring.join(member(1));
        ring.elsewhere(List.of(peer(2)), List.of());

        MemberRing.Change again = ring.elsewhere(List.of(peer(2)), List.of(peer(3)));

        assertThat(again.came()).isEmpty();
        assertThat(again.gone()).isEmpty();
        assertThat(again.introductions()).isEmpty();
    }

    private static ClientId peer(int firstByte) {
        byte[] raw = new byte[ClientId.SIZE];
        raw[0] = (byte) firstByte;
        return ClientId.of(raw);
    }

    private static Member member(int firstByte) {
        ClientId peer = peer(firstByte);
        return new Member() {
            @Override
            public ClientId peer() {
                return peer;
            }

            @Override
            public void introduce(ClientId other) {
                // The ring says who, and does not do it.
            }
        };
    }
}
