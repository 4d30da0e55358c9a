package io.monaserver.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.ClientId;
import io.monaserver.domain.ReferralWishes.Wish;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** Who is asked about newcomers, and how many questions may be open. */
class ReferralsTest {

    private final ReferralWishes wishes = new ReferralWishes();
    private final TestInbox<ApplicationEvent> applications = TestInbox.create();
    private final Referrals referrals = new Referrals(wishes, applications.getRef());
    private final List<Referral> answers = new ArrayList<>();

    private static Newcomer newcomer(String path) {
        return new Newcomer("RTMFP", new InetSocketAddress("192.0.2.1", 1), path, Map.of(), 1);
    }

    @Test
    void applicationsInheritTheWishToBeAsked() {
        wishes.handshakes("", false);
        wishes.handshakes("/game", true);
        wishes.handshakes("/game/chess", false);

        assertThat(wishes.handshake("")).isEqualTo(Wish.SILENT);
        assertThat(wishes.handshake("/game")).isEqualTo(Wish.ASKS);
        assertThat(wishes.handshake("/game/chess")).isEqualTo(Wish.ASKS);
        assertThat(wishes.handshake("/game/new")).isEqualTo(Wish.ASKS);
        assertThat(wishes.handshake("/other")).isEqualTo(Wish.UNKNOWN);
        wishes.forget("/game");
        assertThat(wishes.handshake("/game/chess")).isEqualTo(Wish.SILENT);
    }

    @Test
    void nobodyIsAskedWhileTheServerDrains() {
        List<ServerInfo> others = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            InetSocketAddress link = new InetSocketAddress("192.0.2." + i, 1);
            others.add(new ServerInfo(
                    "s" + i,
                    link,
                    "",
                    false,
                    Map.of(),
                    i == 4 ? Map.of() : Map.of("RTMFP.publicAddress", "0.0.0.0:7")));
        }
        referrals.depart(new Departure(() -> others));

        assertThat(referrals.concernHandshake("")).isTrue();
        referrals.onHandshake(newcomer(""), answers::add);
        referrals.onHandshake(newcomer(""), answers::add);
        others.clear();
        referrals.onHandshake(newcomer(""), answers::add);

        assertThat(answers).containsExactly(to(1, 2, 3), to(2, 3, 1), Referral.NONE);
        assertThat(applications.getAllReceived()).isEmpty();
    }

    private static Referral to(int... numbers) {
        return new Referral.To(java.util.Arrays.stream(numbers)
                .<Referral.Place>mapToObj(
                        number -> new Referral.Place.At(new InetSocketAddress("192.0.2." + number, 7)))
                .toList());
    }

    @Test
    void onlySoManyQuestionsAreOpen() {
        wishes.handshakes("", true);
        for (int i = 0; i < Referrals.MAX_PENDING + 1; i++) {
            referrals.onHandshake(newcomer(""), answers::add);
        }

        assertThat(answers).containsExactly(Referral.LATER);
        List<ApplicationEvent> asked = applications.getAllReceived();
        assertThat(asked).hasSize(Referrals.MAX_PENDING);
        ((ApplicationEvent.Handshaking) asked.get(0)).reply().tell(Referral.NONE);
        referrals.onHandshake(newcomer(""), answers::add);
        assertThat(answers).containsExactly(Referral.LATER, Referral.NONE);
        assertThat(applications.getAllReceived()).hasSize(1);
    }

    @Test
    void inventedPathsTakeFewQuestionsFromTheOthers() {
        for (int i = 0; i < Referrals.MAX_UNKNOWN + 1; i++) {
            referrals.onHandshake(newcomer("/invented" + i), answers::add);
        }
        wishes.handshakes("", true);
        referrals.onHandshake(newcomer(""), answers::add);

        assertThat(answers).containsExactly(Referral.LATER);
        assertThat(applications.getAllReceived()).hasSize(Referrals.MAX_UNKNOWN + 1);
    }

    @Test
    void unknownPeersAreAskedAboutOnlyIfAScriptWishesSo() {
        ClientId peer = ClientId.of(new byte[ClientId.SIZE]);
        referrals.onUnknownPeer("RTMFP", peer, answers::add);
        assertThat(answers).containsExactly(Referral.NONE);
        assertThat(applications.hasMessages()).isFalse();

        wishes.rendezvous(true);
        referrals.onUnknownPeer("RTMFP", peer, answers::add);
        assertThat(((ApplicationEvent.PeerSought) applications.receiveMessage()).peer())
                .isEqualTo(peer);
    }
}
