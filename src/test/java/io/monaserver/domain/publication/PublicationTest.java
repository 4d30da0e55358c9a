package io.monaserver.domain.publication;

import static io.monaserver.testkit.Packets.audio;
import static io.monaserver.testkit.Packets.audioHeader;
import static io.monaserver.testkit.Packets.inter;
import static io.monaserver.testkit.Packets.key;
import static io.monaserver.testkit.Packets.videoHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.monaserver.testkit.Packets;
import io.monaserver.testkit.RecordingSink;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.TextWireForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sinks run on the publication's own thread here, so that what they got is complete once the actor has answered. */
class PublicationTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Loop LOOP =
            new Loop(new ManualLoop(new ManualClock()), DispatcherSelector.defaultDispatcher());
    private static final PublicationSettings SETTINGS = new PublicationSettings(0, 1_000, 100, 5_000, 1_000);

    private final ManualClock clock = new ManualClock();
    private final PublicationRegistry registry = new PublicationRegistry(KIT.system(), SETTINGS, clock, Metrics.NONE);
    private final ManualLoop loop = new ManualLoop(clock);
    private final TextWireForm form = TextWireForm.messages();

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @Test
    void lateJoinerGetsHeadersAndPicturesThenStaysInStep() {
        Publisher publisher = publish("live");
        push(publisher, videoHeader(0), audioHeader(0), key(1000), audio(1005), inter(1040));
        RecordingSink sink = join("live", form).sink;

        push(publisher, inter(1080), audio(1085));

        assertThat(sink.text()).isEqualTo("v=0 a=0 V3=0 A4=5 V5+40 V6+40 A7+80");
    }

    @Test
    void joinersHaveAPictureFirstAndTheRestWhenNobodyElseJoins() {
        Publisher publisher = publish("storm");
        push(publisher, videoHeader(0), key(0), audio(5), inter(40));
        RecordingSink first = listen("storm").sink;
        push(publisher, inter(80));
        loop.advance(Duration.ofNanos(Newcomers.QUIET_NANOS - 1));
        RecordingSink second = listen("storm").sink;
        loop.advance(Duration.ofNanos(Newcomers.QUIET_NANOS - 1));

        assertThat(List.of(first.text(), second.text())).containsOnly("v=0 V2=0");
        loop.advance(Duration.ofNanos(1));
        loop.advance(Duration.ZERO);

        assertThat(first.text()).isEqualTo("v=0 V2=0 A3=5 V4+40 V5+40");
        assertThat(second.text()).isEqualTo("v=0 V2=0 A3=5 V4+40 V5+40");
    }

    @Test
    void joinerDoesNotWaitForOthersForEver() {
        Publisher publisher = publish("crowd");
        push(publisher, key(0), inter(40));
        RecordingSink first = listen("crowd").sink;
        for (long nanos = 0; nanos < Newcomers.MAX_WAIT_NANOS; nanos += Newcomers.QUIET_NANOS / 2) {
            assertThat(first.text()).isEqualTo("V1=0");
            listen("crowd");
            loop.advance(Duration.ofNanos(Newcomers.QUIET_NANOS / 2));
        }

        assertThat(first.text()).isEqualTo("V1=0 V2+40");
    }

    @Test
    void whatHappensToAStreamReachesJoinersAfterItsMedia() {
        Publisher publisher = publish("ends");
        push(publisher, key(0), inter(40));
        Joined joined = listen("ends");

        publisher.release();
        settle("ends");

        assertThat(joined.sink.text()).isEqualTo("V1=0 V2+40");
        assertThat(joined.sink.events).last().isEqualTo(new StreamEvent.Unpublished("ends"));
    }

    @Test
    void joinerThatLeavesHoldsNothing() {
        Publisher publisher = publish("leaves");
        push(publisher, key(0), inter(40));
        Joined joined = listen("leaves");
        push(publisher, inter(80));

        joined.listener.leave();
        settle("leaves");
        loop.advance(Duration.ofNanos(Newcomers.QUIET_NANOS));

        assertThat(joined.sink.text()).isEqualTo("V1=0");
    }

    @Test
    void listenerThatWaitedForThePublisherGetsTheStreamFromItsStart() {
        RecordingSink sink = join("later", form).sink;
        Publisher publisher = publish("later");

        push(publisher, videoHeader(0), key(0), inter(40), audio(50));

        assertThat(sink.text()).isEqualTo("v=0 V2+0 V3+40 A4=50");
        assertThat(sink.events).containsExactly(new StreamEvent.Published("later"));
    }

    @Test
    void videoWaitsForAKeyFrameWhileAudioFlows() {
        Publisher publisher = publish("mid");
        push(publisher, inter(100));
        RecordingSink sink = join("mid", form).sink;

        push(publisher, inter(140), audio(150));
        push(publisher, key(180));

        assertThat(sink.text()).isEqualTo("A3=0 V4=30");
    }

    @Test
    void containerBeginsWithTheFirstFrameAndThenGetsAllHeaders() {
        RecordingSink sink = join("flv", TextWireForm.container()).sink;
        Publisher publisher = publish("flv");

        push(publisher, videoHeader(0), audioHeader(0));
        assertThat(sink.text()).isEmpty();
        push(publisher, key(20));

        assertThat(sink.text()).isEqualTo("[ v=0 a=0 V3=0");
    }

    @Test
    void listenersOfEqualFormsShareOneEncoding() {
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sinks.add(join("shared", form).sink);
        }
        Publisher publisher = publish("shared");
        push(publisher, key(0));
        int before = form.encodings().get();

        push(publisher, inter(40));

        assertThat(form.encodings().get() - before).isEqualTo(1);
        assertThat(sinks).allSatisfy(sink -> assertThat(sink.text()).isEqualTo("V1=0 V2+40"));
    }

    @Test
    void mergeWindowGathersPacketsOfThatListenerOnly() {
        RecordingSink merged = join("merge", form, Map.of("mergeWrite", "100")).sink;
        RecordingSink direct = join("merge", form).sink;
        Publisher publisher = publish("merge");

        push(publisher, key(0));
        clock.advance(Duration.ofMillis(50));
        push(publisher, inter(50));

        assertThat(direct.text()).isEqualTo("V1=0 V2+50");
        assertThat(merged.text()).isEmpty();
        clock.advance(Duration.ofMillis(50));
        push(publisher, inter(100));
        assertThat(merged.text()).isEqualTo("V1=0 V2+50 V3+50");
        assertThat(merged.flushes.get()).isLessThan(direct.flushes.get());
    }

    @Test
    void lonePacketInAWindowGoesOutWithoutAnother() {
        RecordingSink merged = join("lone", form, Map.of("mergeWrite", "20")).sink;
        Publisher publisher = publish("lone");

        push(publisher, key(0));
        assertThat(merged.text()).isEmpty();
        loop.advance(Duration.ofMillis(20));

        assertThat(merged.text()).isEqualTo("V1=0");
    }

    @Test
    void packetsThatComeWhileTheLoopRestsGoOutTogether() {
        RecordingSink sink = join("paced", form).sink;
        Publisher publisher = publish("paced");
        sink.onWrite = () -> clock.advance(Duration.ofMillis(5));
        push(publisher, videoHeader(0));
        push(publisher, key(0));
        sink.takeText();
        int flushes = sink.flushes.get();

        push(publisher, inter(40));
        push(publisher, audio(45));
        assertThat(sink.text()).isEmpty();
        loop.advance(Duration.ofMillis(5));

        assertThat(sink.text()).isEqualTo("V3+40 A4=45");
        assertThat(sink.flushes.get() - flushes).isEqualTo(1);
    }

    @Test
    void joinerGetsWhatWaitsForOthersOnce() {
        join("window", form, Map.of("mergeWrite", "100"));
        Publisher publisher = publish("window");
        push(publisher, key(0));
        push(publisher, inter(40));

        RecordingSink joiner = join("window", form, Map.of("mergeWrite", "100")).sink;
        assertThat(joiner.text()).isEqualTo("V1=0 V2+40");
        push(publisher, inter(80));
        loop.advance(Duration.ofMillis(100));

        assertThat(joiner.text()).isEqualTo("V1=0 V2+40 V3+40");
    }

    @Test
    void slowListenerLosesVideoUpToTheNextKeyFrameThenAudioNeverHeaders() {
        RecordingSink sink = join("slow", form).sink;
        Publisher publisher = publish("slow");
        push(publisher, key(0), audio(0));
        sink.takeText();

        sink.pendingBytes = 101;
        push(publisher, inter(40), audio(40));
        sink.pendingBytes = 201;
        push(publisher, audio(80), videoHeader(80));
        sink.pendingBytes = 0;
        push(publisher, inter(120), audio(120));
        push(publisher, key(160), inter(200));

        assertThat(sink.text()).isEqualTo("A4+40 v=80 A8=120 V9=160 V10+40");
        assertThat(registry.find("slow").orElseThrow().skippedFrames()).isEqualTo(2);
    }

    @Test
    void listenerThatStaysTooSlowIsClosed() {
        RecordingSink sink = join("stuck", form).sink;
        Publisher publisher = publish("stuck");
        sink.pendingBytes = 101;

        push(publisher, key(0));
        clock.advance(Duration.ofMillis(5_001));
        push(publisher, key(40));
        push(publisher, key(80));

        assertThat(sink.events).contains(new StreamEvent.Closed("stuck", "too slow"));
    }

    @Test
    void mutedKindIsLeftOutAndBeginsAnew() {
        Joined joined = join("mute", form);
        Publisher publisher = publish("mute");
        push(publisher, key(0), audio(0));

        joined.listener.receive(MediaKind.VIDEO, false);
        push(publisher, inter(40), audio(40));
        joined.listener.receive(MediaKind.VIDEO, true);
        push(publisher, inter(80), key(120));

        assertThat(joined.sink.text()).isEqualTo("V1=0 A2=0 A4+40 V6=120");
    }

    @Test
    void pausedListenerGetsNothingAndResumesAtAKeyFrame() {
        Joined joined = join("pause", form);
        Publisher publisher = publish("pause");
        push(publisher, key(0));

        joined.listener.pause(true);
        push(publisher, inter(40), audio(40));
        joined.listener.pause(false);
        push(publisher, inter(80), audio(80), key(120));

        assertThat(joined.sink.text()).isEqualTo("V1=0 A5=80 V6=120");
    }

    @Test
    void seekMovesTheListenersTimeAndConfiguresItsCodecsAgain() {
        Publisher publisher = publish("sought");
        push(publisher, videoHeader(0), audioHeader(0), key(0), audio(5));
        Joined joined = join("sought", form);

        joined.listener.seek(300);
        push(publisher, inter(1040), audio(1045));
        push(publisher, inter(1080), audio(1085));

        assertThat(joined.sink.text()).isEqualTo("v=0 a=0 V3=0 A4=5 v=300 V5=300 a=305 A6=305 V7+40 A8+40");
    }

    @Test
    void playersThatWaitForSoundAreSentAnEmptyOneBeforePicturesWithout() {
        RecordingSink early = join("silent", TextWireForm.soundFirst()).sink;
        Publisher publisher = publish("silent");
        push(publisher, videoHeader(0), key(0), inter(40));
        RecordingSink late = join("silent", TextWireForm.soundFirst()).sink;
        push(publisher, key(80));

        assertThat(early.text()).isEqualTo("v=0 A0=0 V2+0 V3+40 V4+40");
        assertThat(late.text()).isEqualTo("v=0 A0=0 V2=0 V3+40 V4+40");
    }

    @Test
    void nextPublisherContinuesTheTimeline() {
        RecordingSink sink = join("again", form).sink;
        Publisher first = publish("again");
        push(first, key(0), inter(1000));
        first.release();

        Publisher second = publish("again");
        push(second, key(0), inter(40));

        assertThat(sink.text()).isEqualTo("V1=0 V2+1000 V3=1000 V4+40");
        assertThat(sink.events)
                .containsExactly(
                        new StreamEvent.Published("again"),
                        new StreamEvent.Unpublished("again"),
                        new StreamEvent.Published("again"));
    }

    @Test
    void nameBelongsToOnePublisherUntilItIsGivenBack() {
        Publisher publisher = publish("taken");

        assertThat(registry.claim("taken", new NoPeer(), LOOP)).isEmpty();
        publisher.release();
        assertThat(registry.claim("taken", new NoPeer(), LOOP)).isPresent();
    }

    @Test
    void publicationIsForgottenWithItsLastUser() {
        Publisher publisher = publish("short");
        Joined joined = join("short", form);

        publisher.release();
        assertThat(registry.find("short")).isPresent();
        joined.listener.leave();

        assertThat(registry.find("short")).isEmpty();
    }

    @Test
    void groupOfPicturesBeyondTheBoundIsNotReplayed() {
        Publisher publisher = publish("long");
        push(publisher, key(0), MediaPacket.video(10, big()), inter(40));

        RecordingSink sink = join("long", form).sink;
        push(publisher, inter(80), key(120));

        assertThat(sink.text()).isEqualTo("V5=0");
    }

    @Test
    void metadataReachesThoseThatListenAndThoseThatJoinLater() {
        RecordingSink early = join("meta", form).sink;
        Publisher publisher = publish("meta");
        publisher.setMetadata(Packets.metadata(TestClient.NO_FORMAT));
        settle("meta");

        RecordingSink late = join("meta", form).sink;

        assertThat(early.text()).isEqualTo("d=0");
        assertThat(late.text()).isEqualTo("d=0");
    }

    @Test
    void publisherIsToldToPauseUntilItsPacketsAreTaken() throws InterruptedException {
        CountDownLatch credit = new CountDownLatch(1);
        Publisher publisher = registry.claim(
                        "credit",
                        new NoPeer() {
                            @Override
                            public void onCredit() {
                                credit.countDown();
                            }
                        },
                        LOOP)
                .orElseThrow();
        publisher.start();

        assertThat(publisher.push(MediaPacket.audio(0, new byte[999]))).isTrue();
        assertThat(publisher.push(MediaPacket.audio(0, new byte[999]))).isFalse();
        publisher.flush();

        assertThat(credit.await(5, TimeUnit.SECONDS)).isTrue();
        publisher.release();
    }

    private Publisher publish(String name) {
        Publisher publisher = registry.claim(name, new NoPeer(), LOOP).orElseThrow();
        publisher.start();
        return publisher;
    }

    private void push(Publisher publisher, MediaPacket... packets) {
        for (MediaPacket packet : packets) {
            publisher.push(packet);
        }
        publisher.flush();
        settle(publisher.stream().name());
    }

    private Joined join(String name, WireForm form) {
        return join(name, form, Map.of());
    }

    /** As {@link #join} before the joiner is let in. */
    private Joined listen(String name) {
        RecordingSink sink = new RecordingSink(loop, form);
        Listener listener = registry.listen(TestClient.of(""), new ListenRequest(name, Map.of(), sink), LOOP);
        listener.join();
        settle(name);
        return new Joined(listener, sink);
    }

    private Joined join(String name, WireForm form, Map<String, String> parameters) {
        RecordingSink sink = new RecordingSink(loop, form);
        Listener listener = registry.listen(TestClient.of(""), new ListenRequest(name, parameters, sink), LOOP);
        listener.join();
        settle(name);
        loop.advance(Duration.ofNanos(Newcomers.QUIET_NANOS));
        return new Joined(listener, sink);
    }

    /** Waits until the publication has worked off what it was told before. */
    private void settle(String name) {
        StreamState stream = (StreamState) registry.find(name).orElseThrow();
        ManualLoop probed = new ManualLoop(clock);
        RecordingSink sink = new RecordingSink(probed, TextWireForm.messages());
        Listener probe = new Listener(TestClient.of(""), stream, new ListenRequest(name, Map.of(), sink), registry);
        stream.actor().tell(new Publication.AddListener(probe));
        stream.actor().tell(new Publication.RemoveListener(probe));
        await().until(() -> probed.executed.get() > 0);
    }

    private static byte[] big() {
        byte[] payload = new byte[2_000];
        payload[0] = 0x27;
        payload[1] = 1;
        return payload;
    }

    private record Joined(Listener listener, RecordingSink sink) {}

    private static class NoPeer implements PublisherPeer {

        @Override
        public void onClose(String code, String description) {}

        @Override
        public void onCredit() {}
    }
}
