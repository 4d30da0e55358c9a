package io.monaserver.transport.rtmfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartupReaderTest {

    private final List<InetSocketAddress> taken = new ArrayList<>();
    private int reads;

    @Test
    void aReadIsFollowedByAPauseHoweverMuchWaits() {
        EmbeddedChannel channel = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void read(ChannelHandlerContext context) {
                        reads++;
                    }
                },
                new StartupReader(packet -> taken.add(packet.sender())));
        channel.config().setAutoRead(false);
        channel.freezeTime();
        reads = 0;
        InetSocketAddress from = new InetSocketAddress("127.0.0.1", 1);
        for (int round = 1; round <= 3; round++) {
            channel.writeInbound(new DatagramPacket(Unpooled.buffer(1), from, from));

            channel.advanceTimeBy(StartupReader.PAUSE_MS - 1, TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
            assertThat(reads).isEqualTo(round - 1);

            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
            assertThat(reads).isEqualTo(round);
        }
        assertThat(taken).hasSize(3);
        channel.close();
    }
}
