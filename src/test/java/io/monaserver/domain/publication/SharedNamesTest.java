package io.monaserver.domain.publication;

import static io.monaserver.testkit.Packets.inter;
import static io.monaserver.testkit.Packets.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamEvent;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.monaserver.testkit.RecordingSink;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.TextWireForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry of a node that has others beside it does with their names. */
class SharedNamesTest {

    private static final ActorTestKit KIT = ActorTestKit.create();

    private final ManualClock clock = new ManualClock();
    private final ManualLoop executor = new ManualLoop(clock);
    private final Loop loop = new Loop(executor, DispatcherSelector.defaultDispatcher());
    private final PublicationRegistry registry =
            new PublicationRegistry(KIT.system(), PublicationSettings.DEFAULT, clock, Metrics.NONE);
    private final Set<String> taken = new HashSet<>();
    private final List<String> changes = new ArrayList<>();

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void share() {
        registry.share(new SharedNames() {
            @Override
            public boolean isTaken(String name) {
                return taken.contains(name);
            }

            @Override
            public void onChange(String name) {
                changes.add(name);
            }
        });
    }

    @Test
    void clientDoesNotGetANameThatAnotherNodeHas() {
        taken.add("live");

        assertThat(registry.claim("live", peer(new AtomicInteger()), loop)).isEmpty();
        assertThat(registry.use("live")).isEqualTo(NameUse.NONE);
    }

    @Test
    void scriptGetsANameThatAnotherNodeHas() {
        taken.add("live");

        assertThat(registry.claim("live", Claimant.SCRIPT, peer(new AtomicInteger()), loop))
                .isPresent();
        assertThat(registry.use("live").by()).isEqualTo(Claimant.SCRIPT);
    }

    @Test
    void relayGivesWayToAScriptAndItsListenersStay() {
        AtomicInteger closed = new AtomicInteger();
        RecordingSink sink = listen("live");
        Publisher relay = claim("live", Claimant.RELAY, peer(closed));
        relay.start();
        push(relay, key(0));

        Publisher script = claim("live", Claimant.SCRIPT, peer(new AtomicInteger()));
        script.start();
        push(relay, inter(40));
        relay.release();
        push(script, key(0));

        assertThat(closed).hasValue(1);
        awaitText(sink, "V1=0 V2=0");
        assertThat(sink.events)
                .containsExactly(
                        new StreamEvent.Published("live"),
                        new StreamEvent.Unpublished("live"),
                        new StreamEvent.Published("live"));
        assertThat(script.stream().isRunning()).isTrue();
    }

    @Test
    void relayDoesNotTakeANameThatIsPublishedHere() {
        claim("live", Claimant.CLIENT, peer(new AtomicInteger()));

        assertThat(registry.claim("live", Claimant.RELAY, peer(new AtomicInteger()), loop))
                .isEmpty();
    }

    @Test
    void relayThatReturnsGoesOnInTheOwnersTime() {
        RecordingSink sink = listen("live");
        Publisher first = claim("live", Claimant.RELAY, peer(new AtomicInteger()));
        first.start();
        push(first, key(5_000), inter(5_900));
        first.release();

        Publisher second = claim("live", Claimant.RELAY, peer(new AtomicInteger()));
        second.start();
        push(second, key(5_600), inter(6_000));

        awaitText(sink, "V1=0 V2+900 V3=600 V4+100");
    }

    @Test
    void useSaysWhoPublishesSinceWhenAndWhetherAnybodyListens() {
        clock.advance(java.time.Duration.ofMillis(7));
        Publisher publisher = claim("live", Claimant.CLIENT, peer(new AtomicInteger()));
        listen("live");

        assertThat(registry.use("live")).isEqualTo(new NameUse(Claimant.CLIENT, clock.epochMs(), true));

        publisher.release();
        assertThat(registry.use("live")).isEqualTo(new NameUse(null, 0, true));
        assertThat(changes).containsOnly("live").hasSizeGreaterThanOrEqualTo(3);
    }

    private Publisher claim(String name, Claimant by, PublisherPeer peer) {
        return registry.claim(name, by, peer, loop).orElseThrow();
    }

    private RecordingSink listen(String name) {
        RecordingSink sink = new RecordingSink(executor, TextWireForm.messages());
        registry.listen(TestClient.of(""), new ListenRequest(name, Map.of(), sink), loop)
                .join();
        return sink;
    }

    private void push(Publisher publisher, MediaPacket... packets) {
        for (MediaPacket packet : packets) {
            publisher.push(packet);
        }
        publisher.flush();
    }

    private static void awaitText(RecordingSink sink, String text) {
        await().untilAsserted(() -> assertThat(sink.text()).isEqualTo(text));
    }

    private static PublisherPeer peer(AtomicInteger closed) {
        return new PublisherPeer() {
            @Override
            public void onClose(String code, String description) {
                closed.incrementAndGet();
            }

            @Override
            public void onCredit() {
                // Never waited for.
            }
        };
    }
}
