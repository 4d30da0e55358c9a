package io.monaserver.transport.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monaserver.domain.Blacklist;
import io.monaserver.domain.Loop;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.DomainFixture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    @Test
    void actorOfALoopRunsOnTheLoopsThread() throws Exception {
        try (DomainFixture domain = new DomainFixture()) {
            Loop loop = domain.loops.any();
            CompletableFuture<Thread> loopThread = new CompletableFuture<>();
            CompletableFuture<Thread> actorThread = new CompletableFuture<>();
            loop.executor().execute(() -> loopThread.complete(Thread.currentThread()));
            ActorRef<String> actor = domain.kit
                    .system()
                    .systemActorOf(
                            Behaviors.receiveMessage(message -> {
                                actorThread.complete(Thread.currentThread());
                                return Behaviors.same();
                            }),
                            "on-loop",
                            loop.dispatcher());

            actor.tell("hello");

            assertThat(actorThread.get(5, TimeUnit.SECONDS)).isSameAs(loopThread.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void takenPortIsOneClearError() throws IOException {
        EventLoops loops = new EventLoops(1);
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        try (TcpServer first = bind(loops, any)) {
            InetSocketAddress taken = first.address();

            assertThatThrownBy(() -> bind(loops, taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getPort());
        } finally {
            loops.shutdown();
        }
    }

    private static TcpServer bind(EventLoops loops, InetSocketAddress address) throws IOException {
        return TcpServer.bind(
                loops,
                new TcpServer.Settings(address, 0),
                new Blacklist(Metrics.NONE),
                new ChannelInboundHandlerAdapter());
    }
}
