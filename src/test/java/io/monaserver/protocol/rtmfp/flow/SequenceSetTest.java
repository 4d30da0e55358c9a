package io.monaserver.protocol.rtmfp.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.Spec;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@Spec("7016 §3.6.3")
class SequenceSetTest {

    @Test
    void itIsASetOfNumbers() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SequenceSet set = new SequenceSet();
            TreeSet<Long> model = new TreeSet<>();
            model.add(0L);
            for (int i = 0; i < 100; i++) {
                long from = random.nextInt(200);
                long to = from + (random.nextBoolean() ? 0 : random.nextInt(30));
                assertThat(from == to ? set.add(from) : set.add(from, to)).isTrue();
                for (long n = from; n <= to; n++) {
                    model.add(n);
                }
                assertSame(set, model);
            }
        }
    }

    private static void assertSame(SequenceSet set, TreeSet<Long> model) {
        long cumulative = 0;
        while (model.contains(cumulative + 1)) {
            cumulative++;
        }
        assertThat(set.cumulative()).isEqualTo(cumulative);
        assertThat(set.highest()).isEqualTo(model.last());
        assertThat(set.hasGaps()).isEqualTo(model.last() != cumulative);
        long count = cumulative + 1;
        long[] further = set.further();
        for (int i = 0; i < further.length; i += 2) {
            count += further[i + 1] - further[i] + 1;
        }
        assertThat(count).isEqualTo(model.size());
        for (long n = 0; n < 240; n++) {
            assertThat(set.contains(n)).isEqualTo(model.contains(n));
        }
    }

    @Test
    void runsAreBounded() {
        SequenceSet set = new SequenceSet();
        for (long n = 2; n < 10_000; n += 2) {
            set.add(n);
        }

        assertThat(set.further()).hasSize(2 * (SequenceSet.MAX_RUNS - 1));
        assertThat(set.add(0, 1L << 40)).isTrue();
        assertThat(set.hasGaps()).isFalse();
    }
}
