package io.monaserver.domain.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private final Pace pace = new Pace(START);

    @Test
    void firstDeliveryNeedNotWait() {
        assertThat(pace.waitNanos(START)).isZero();
    }

    @Test
    void restIsAsLongAsTheDelivery() {
        pace.delivered(START - 12 * MS, START);
        pace.delivered(START, START + 12 * MS);

        assertThat(pace.waitNanos(START + 12 * MS)).isEqualTo(12 * MS);
        assertThat(pace.waitNanos(START + 20 * MS)).isEqualTo(4 * MS);
        assertThat(pace.waitNanos(START + 30 * MS)).isNegative();
    }

    @Test
    void oneLongDeliveryIsTakenForAnInterruption() {
        pace.delivered(START, START + 2 * MS);
        pace.delivered(START, START + 30 * MS);
        assertThat(pace.waitNanos(START + 30 * MS)).isEqualTo(2 * MS);

        pace.delivered(START, START + 20 * MS);
        assertThat(pace.waitNanos(START + 20 * MS)).isEqualTo(20 * MS);
    }

    @Test
    void restIsBounded() {
        pace.delivered(START, START + 5_000 * MS);
        pace.delivered(START, START + 5_000 * MS);

        assertThat(pace.waitNanos(START + 5_000 * MS)).isEqualTo(Pace.MAX_REST_NANOS);
    }
}
