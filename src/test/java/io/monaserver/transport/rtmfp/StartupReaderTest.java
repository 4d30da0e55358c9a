package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.testkit.ManualClock;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartupReaderTest {

    private static final InetSocketAddress FROM = new InetSocketAddress("127.0.0.1", 1);

    private final ManualClock clock = new ManualClock();
    private int taken;
    private int reads;
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
                @Override
                public void read(ChannelHandlerContext context) {
                    reads++;
                }
            },
            new StartupReader(clock, packet -> taken++));

    @BeforeEach
    void readsWhenItIsToldTo() {
        channel.config().setAutoRead(false);
        channel.freezeTime();
        reads = 0;
    }

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void aReadIsFollowedByAPauseHoweverMuchWaits() {
        for (int round = 1; round <= 3; round++) {
            receive();
            pass(StartupReader.PAUSE_MS - 1);
            assertThat(reads).isEqualTo(round - 1);
            pass(1);
            assertThat(reads).isEqualTo(round);
        }
        assertThat(taken).isEqualTo(3);
    }

    @Test
    void aBusyLoopMakesUpForBeingLateButNotForLong() {
        receive();
        clock.advance(Duration.ofSeconds(9));
        for (int round = 1; round <= StartupReader.LATEST_MS / StartupReader.PAUSE_MS; round++) {
            receive();
            pass(0);
            assertThat(reads).isEqualTo(round);
        }
        receive();
        pass(StartupReader.PAUSE_MS - 1);
        assertThat(reads).isEqualTo(StartupReader.LATEST_MS / StartupReader.PAUSE_MS);
    }

    private void receive() {
        channel.writeInbound(new DatagramPacket(Unpooled.buffer(1), FROM, FROM));
    }

    private void pass(long ms) {
        clock.advance(Duration.ofMillis(ms));
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }
}
