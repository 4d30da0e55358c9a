package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lost rate that scripts see. */
class LossWindowTest {

    private final LossWindow window = new LossWindow();

    @Test
    void theLastFourSecondsCount() {
        window.sample(0, 100, 10);
        assertThat(window.rate()).isEqualTo(0.1);
        assertThat(window.isDue(999)).isFalse();
        assertThat(window.isDue(1000)).isTrue();
        for (int second = 1; second <= 4; second++) {
            window.sample(second * 1000L, 100 + 100L * second, 10);
        }

        assertThat(window.rate()).isZero();
    }

    @Test
    void flowsThatEndTakeNothingAway() {
        window.sample(0, 100, 50);
        window.sample(1000, 20, 0);

        assertThat(window.rate()).isEqualTo(0.5);
    }
}
