package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.ManualClock;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadPaceTest {

    private static final int FULL = 4;

    private final ManualClock clock = new ManualClock();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ReadPace(clock, FULL));

    @Test
    void aSocketThatHearsLittleNeverRests() {
        for (int i = 0; i < 3; i++) {
            read(1);
            assertThat(channel.config().isAutoRead()).isTrue();
            clock.advance(Duration.ofNanos(2 * ReadPace.REST_NANOS));
        }
    }

    @Test
    void afterReadsInARowItRestsAndThenReadsOn() {
        channel.freezeTime();
        read(1);
        for (int i = 0; i < 3; i++) {
            read(1);
            assertThat(channel.config().isAutoRead()).isFalse();
            pass(ReadPace.REST_NANOS - 1);
            assertThat(channel.config().isAutoRead()).isFalse();
            pass(1);
            assertThat(channel.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void aReadThatMayHaveLeftSomethingBehindIsFollowedByTheNextAtOnce() {
        read(FULL);
        read(FULL);
        assertThat(channel.config().isAutoRead()).isTrue();
        read(FULL - 1);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    private void read(int datagrams) {
        for (int i = 0; i < datagrams; i++) {
            channel.pipeline().fireChannelRead("datagram");
        }
        channel.pipeline().fireChannelReadComplete();
    }

    private void pass(long nanos) {
        clock.advance(Duration.ofNanos(nanos));
        channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }
}
