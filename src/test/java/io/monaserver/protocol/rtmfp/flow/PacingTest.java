package io.monaserver.protocol.rtmfp.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.protocol.rtmfp.flow.CongestionControl.Feedback;
import io.monaserver.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Round trip and congestion, number by number. */
class PacingTest {

    private final RoundTrip roundTrip = new RoundTrip();
    private final CongestionControl congestion = new CongestionControl();

    @Test
    @Spec("7016 §3.5.2.2")
    void echoesAdvanceWithTheClockAndAreNotRepeated() {
        assertThat(roundTrip.echo(1000)).isEqualTo(-1);
        roundTrip.received(0xFFFF, -1, 1000);

        assertThat(roundTrip.echo(1003)).isEqualTo(0xFFFF);
        assertThat(roundTrip.echo(1003)).isEqualTo(-1);
        assertThat(roundTrip.echo(1009)).isEqualTo(1);
        assertThat(roundTrip.echo(1000 + 128_000)).isEqualTo(0xFFFF + 32_000 & 0xFFFF);
        assertThat(roundTrip.echo(1001 + 128_000)).isEqualTo(-1);
        assertThat(roundTrip.echo(1002)).as("forgotten").isEqualTo(-1);
    }

    @Test
    @Spec("7016 §3.5.2.2")
    void timeoutsFollowMeasurements() {
        assertThat(roundTrip.timeoutMs()).isEqualTo(3000);
        roundTrip.received(-1, RoundTrip.stamp(10_000), 10_100);

        assertThat(roundTrip.smoothedMs()).isEqualTo(100);
        assertThat(roundTrip.timeoutMs()).isEqualTo(100 + 4 * 50 + 200);
        roundTrip.received(-1, RoundTrip.stamp(20_000), 20_020);
        assertThat(roundTrip.smoothedMs()).isEqualTo(90);
        assertThat(roundTrip.timeoutMs()).isEqualTo(90 + 4 * (3 * 50 + 80) / 4 + 200);
        roundTrip.received(-1, RoundTrip.stamp(20_000), 90_000);
        assertThat(roundTrip.smoothedMs()).as("the same echo measures nothing").isEqualTo(90);
        roundTrip.received(-1, RoundTrip.stamp(300_000), 299_000);
        assertThat(roundTrip.smoothedMs()).as("nor does one of the future").isEqualTo(90);
    }

    @Test
    @Spec("7016 §3.5.2.2")
    void silenceMakesTimeoutsLongerUpToTenSeconds() {
        roundTrip.backOff();
        assertThat(roundTrip.timeoutMs()).isEqualTo(4243);
        for (int i = 0; i < 9; i++) {
            roundTrip.backOff();
        }
        assertThat(roundTrip.timeoutMs()).isEqualTo(10_000);
    }

    @Test
    @Spec("7016 §3.5.2")
    void windowsGrowWhenTheyWereFullAndShrinkOnLoss() {
        congestion.update(acked(3000, 1000), true, false);
        assertThat(congestion.window()).as("was not full").isEqualTo(4380);
        congestion.update(acked(1460, 4380), true, false);
        assertThat(congestion.window()).as("slow start").isEqualTo(5840);
        for (int i = 0; i < 6; i++) {
            congestion.update(acked(1460, 20_000), true, false);
        }
        congestion.update(lost(20_000), true, false);
        assertThat(congestion.window()).as("half of what was used").isEqualTo(14_600 / 2);
        congestion.update(acked(7300, 7300), true, false);
        assertThat(congestion.window()).as("a segment per round trip").isEqualTo(7300 + 16 * 91);
        congestion.update(lost(8756), true, true);
        assertThat(congestion.window()).as("less with real-time data").isEqualTo(8756 * 7 / 8);
        congestion.timedOut(true);
        assertThat(congestion.window()).isEqualTo(1460);
        congestion.timedOut(false);
        assertThat(congestion.window()).isEqualTo(4380);
    }

    @Test
    @Spec({"7016 §3.5.2.1", "7016 §3.1"})
    void windowsYieldToTheRealTimeDataOfOthers() {
        congestion.update(acked(4380, 4380), false, false);
        assertThat(congestion.window()).as("no slow start").isLessThanOrEqualTo(4380 + 384);
        congestion.update(acked(4000, 9999), false, true);
        assertThat(congestion.window())
                .as("a quarter of it with own real-time data")
                .isBetween(5380L, 5764L);
    }

    @Test
    @Spec("7016 §3.5.2.3")
    void sixPacketsGoAtOnceAndSixMoreWhenTheWindowAllows() {
        Burst burst = new Burst();
        double packetMs = Burst.packetMs(50, 50 * CongestionControl.SEGMENT);
        sendSix(burst, packetMs);
        assertThat(burst.deadline(packetMs)).isEqualTo(1006);
        assertThat(burst.allows(1005, packetMs)).isFalse();
        assertThat(burst.allows(1006, packetMs)).isTrue();
    }

    @Test
    @Spec("7016 §3.5.2.3")
    void aWordFromTheOtherEndAllowsSixMore() {
        Burst burst = new Burst();
        sendSix(burst, 100);
        burst.heard();
        sendSix(burst, 100);
        assertThat(burst.deadline(100))
                .as("no longer however long the round trip")
                .isEqualTo(1010);
    }

    @Test
    @Spec("7016 §3.5.2.3")
    void nothingIsSpreadOverAShortRoundTripAndNoMoreGoesWhereItIsUnknown() {
        Burst burst = new Burst();
        sendSix(burst, 100);
        assertThat(burst.allows(9000, Burst.packetMs(-1, 4380))).isFalse();
        assertThat(burst.deadline(Burst.packetMs(-1, 4380))).isEqualTo(AckSchedule.NEVER);
        assertThat(burst.allows(1000, Burst.packetMs(4, 4380))).isTrue();
    }

    private static void sendSix(Burst burst, double packetMs) {
        for (int i = 0; i < 6; i++) {
            assertThat(burst.allows(1000, packetMs)).isTrue();
            burst.sent(1000);
        }
        assertThat(burst.allows(1000, packetMs)).isFalse();
    }

    @Test
    void aTimeoutThatLostNothingIsTakenBack() {
        congestion.update(acked(1460, 4380), true, false);
        congestion.timedOut(true);
        congestion.timedOut(true);
        congestion.takeBackTimeout();
        assertThat(congestion.window()).isEqualTo(5840);

        congestion.timedOut(true);
        congestion.confirmTimeout();
        congestion.takeBackTimeout();
        assertThat(congestion.window()).as("the path was tried anew meanwhile").isEqualTo(1460);
    }

    private static Feedback acked(long bytes, long outstanding) {
        Feedback feedback = new Feedback();
        feedback.acks = true;
        feedback.ackedBytes = bytes;
        feedback.outstandingBefore = outstanding;
        return feedback;
    }

    private static Feedback lost(long outstanding) {
        Feedback feedback = acked(0, outstanding);
        feedback.naks = true;
        feedback.loss = true;
        return feedback;
    }
}
