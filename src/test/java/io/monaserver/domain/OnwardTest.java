package io.monaserver.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.ManualClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is sent to another server after it has connected, and who is not. */
class OnwardTest {

    private static final ServerInfo OTHER = new ServerInfo(
            "other",
            new InetSocketAddress("192.0.2.2", 1),
            "",
            false,
            Map.of(),
            Map.of("RTMP.publicAddress", "mona.example.org:1935"));

    private final ReferralWishes wishes = new ReferralWishes();
    private final TestInbox<ApplicationEvent> applications = TestInbox.create();
    private final Referrals referrals = new Referrals(wishes, applications.getRef());
    private final ManualClock clock = new ManualClock();
    private final Onward onward = new Onward(referrals, clock);

    @BeforeEach
    void everybodyBelongsElsewhere() {
        wishes.handshakes("", false);
        wishes.handshakes("/scripted", true);
        referrals.balance((protocol, key, attempts) ->
                new Referral.To(List.of(new Referral.Place.Server(OTHER), Referral.Place.MYSELF)));
    }

    @Test
    void newcomerIsSentByTheNameThatTheOtherAnnouncesWithAMark() {
        ConnectOutcome.Redirected sent = ask("192.0.2.7", "").orElseThrow();

        assertThat(sent.addresses()).containsExactly("mona.example.org:1935");
        assertThat(sent.query("")).isEqualTo("balanced=1");
        assertThat(sent.query("a=1")).isEqualTo("a=1&balanced=1");
    }

    @Test
    void whoWasSentIsNotSentAgain() {
        assertThat(ask("192.0.2.7", "a=1&balanced=1")).isEmpty();
        assertThat(ask("192.0.2.7", "balanced")).isEmpty();
    }

    @Test
    void whoDoesNotFollowIsLetInWhenItComesAgain() {
        assertThat(ask("192.0.2.7", "")).isPresent();
        assertThat(ask("192.0.2.8", "")).isPresent();
        clock.advance(Duration.ofSeconds(50));
        assertThat(ask("192.0.2.7", "")).isEmpty();

        assertThat(ask("192.0.2.7", "")).isPresent();
        clock.advance(Duration.ofSeconds(70));
        assertThat(ask("192.0.2.7", "")).isPresent();
    }

    @Test
    void scriptsThatDecideAndApplicationsThatNobodyKnowsAreLeftAlone() {
        assertThat(onward.of("RTMP", new InetSocketAddress("192.0.2.7", 5), "/scripted", ""))
                .isEmpty();
        assertThat(onward.of("RTMP", new InetSocketAddress("192.0.2.7", 5), "/new", ""))
                .isEmpty();
        assertThat(applications.getAllReceived()).isEmpty();
    }

    @Test
    void serverWithoutTheProtocolIsNoChoice() {
        assertThat(onward.of("HTTP", new InetSocketAddress("192.0.2.7", 5), "", ""))
                .isEmpty();
    }

    @Test
    void onlySoManyAreRemembered() {
        int sent = 0;
        for (int i = 0; i < 10_000; i++) {
            sent += ask("192.0." + (i >> 8) + "." + (i & 255), "").isPresent() ? 1 : 0;
        }
        assertThat(sent).isEqualTo(4096);
        clock.advance(Duration.ofSeconds(60));

        assertThat(ask("192.0.2.7", "")).isPresent();
    }

    private Optional<ConnectOutcome.Redirected> ask(String host, String query) {
        return onward.of("RTMP", new InetSocketAddress(host, 5), "", query);
    }
}
