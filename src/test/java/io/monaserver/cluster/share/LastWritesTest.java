package io.monaserver.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.testkit.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastWritesTest {

    private final ManualClock clock = new ManualClock();
    private final KnownWrites known = new KnownWrites(clock, "me");

    @Test
    void mergeGivesTheSameInAnyOrder() {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            LastWrites a = randomWrites(random);
            LastWrites b = randomWrites(random);
            LastWrites c = randomWrites(random);

            assertThat(a.merge(b)).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(a)).isEqualTo(a);
        }
    }

    @Test
    void ownWriteIsLaterThanWhatIsKnownEvenWhenTheOthersClockIsAhead() {
        known.accept("key", new Write(clock.epochMs() + 5_000, "other", "theirs"));

        Write own = known.write("key", "mine");

        assertThat(own.stampMs()).isEqualTo(clock.epochMs() + 5_001);
        assertThat(known.accept("key", own)).isFalse();
    }

    @Test
    void earlierWriteOfAnotherNodeIsNotTakenOver() {
        clock.advance(Duration.ofSeconds(1));
        known.write("key", "mine");

        assertThat(known.accept("key", new Write(clock.epochMs() - 1, "other", "theirs")))
                .isFalse();
        assertThat(known.all().get("key").value()).isEqualTo("mine");
    }

    private static LastWrites randomWrites(Random random) {
        Map<String, Write> writes = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = random.nextBoolean() ? "v" + random.nextInt(2) : null;
            writes.put("k" + random.nextInt(3), new Write(random.nextInt(3), "n" + random.nextInt(2), value));
        }
        return new LastWrites(writes);
    }
}
