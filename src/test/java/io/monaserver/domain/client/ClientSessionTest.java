package io.monaserver.domain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Departure;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Loop;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.Writer;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.group.Member;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.PublicationSettings;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.ManualLoop;
import io.monaserver.testkit.RecordingSink;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.TextWireForm;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClientSessionTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Loop LOOP =
            new Loop(new ManualLoop(new ManualClock()), DispatcherSelector.defaultDispatcher());

    private final TestProbe<ApplicationEvent> applications = KIT.createTestProbe(ApplicationEvent.class);
    private final PublicationRegistry publications =
            new PublicationRegistry(KIT.system(), PublicationSettings.DEFAULT, Clock.SYSTEM, Metrics.NONE);
    private final Sessions sessions = new Sessions(
            KIT.system(),
            applications.getRef(),
            publications,
            new GroupRegistry(KIT.system()),
            new Blacklist(Metrics.NONE),
            Clock.SYSTEM);
    private final RecordingWriter writer = new RecordingWriter();
    private final List<Object> answers = new CopyOnWriteArrayList<>();
    private final ActorRef<ClientSession.Command> session = sessions.open(writer, LOOP);

    @AfterAll
    static void shutdown() {
        KIT.shutdownTestKit();
    }

    @Test
    void acceptedClientIsCountedUntilItLeaves() {
        connect();
        assertThat(sessions.connectedCount()).isEqualTo(1);

        session.tell(new ClientSession.Disconnect("closed by peer"));

        applications.expectMessageClass(ApplicationEvent.Disconnected.class);
        await().until(() -> sessions.openCount() == 0 && sessions.connectedCount() == 0);
    }

    @Test
    void clientThatLeavesBeforeItsAnswerIsStillReportedAsGone() {
        session.tell(new ClientSession.Connect(request(), data -> false, answers::add));
        var connecting = applications.expectMessageClass(ApplicationEvent.Connecting.class);

        session.tell(new ClientSession.Disconnect("closed by peer"));
        var gone = applications.expectMessageClass(ApplicationEvent.Disconnected.class);
        connecting.reply().tell(new ConnectOutcome.Accepted(Map.of(), Map.of(), List.of()));

        assertThat(gone.client()).isSameAs(connecting.client());
        assertThat(answers).isEmpty();
    }

    @Test
    void departureSendsNewcomersElsewhereAndTellsThoseWhoAreHere() {
        connect();
        answers.clear();
        ServerInfo other = new ServerInfo(
                "b",
                new InetSocketAddress("192.0.2.2", 1),
                "b",
                false,
                Map.of(),
                Map.of(request().protocol() + ".publicAddress", "192.0.2.2:77"));

        sessions.depart(new Departure(() -> List.of(other)));
        await().untilAsserted(() -> assertThat(writer.suggested).containsExactly("192.0.2.2:77"));
        sessions.open(new RecordingWriter(), LOOP)
                .tell(new ClientSession.Connect(request(), data -> false, answers::add));
        await().untilAsserted(() ->
                assertThat(answers).containsExactly(new ConnectOutcome.Redirected(List.of("192.0.2.2:77"))));
        sessions.closeAll(new CloseReason(CloseReason.Kind.SERVER_STOPS, "stop"));
        await().untilAsserted(() ->
                assertThat(writer.closed).extracting(CloseReason::text).contains("redirect 192.0.2.2:77"));
    }

    @Test
    void callIsAnsweredWithWhatTheScriptDid() {
        connect();
        session.tell(new ClientSession.Call("add", data -> false, answers::add));
        var called = applications.expectMessageClass(ApplicationEvent.Called.class);

        called.reply().tell(new CallOutcome.Done(List.of(new Effect.Raw(new byte[] {1}))));

        await().untilAsserted(() ->
                assertThat(answers).hasExactlyElementsOfTypes(ConnectOutcome.Accepted.class, CallOutcome.Done.class));
        assertThat(called.name()).isEqualTo("add");
    }

    @Test
    void filesAreReadWithoutAskingOnceScriptsHaveNoWordOnThem() {
        session.tell(new ClientSession.Connect(request(), data -> false, answers::add));
        var connecting = applications.expectMessageClass(ApplicationEvent.Connecting.class);
        connecting.client().decidesReads(false);
        connecting.reply().tell(new ConnectOutcome.Accepted(Map.of(), Map.of(), List.of()));
        await().until(() -> !answers.isEmpty());

        session.tell(new ClientSession.Read("a.txt", data -> false, answers::add));

        await().untilAsserted(() -> assertThat(answers).contains(new ReadOutcome.Send("a.txt", null, List.of())));
        applications.expectNoMessage();
        connecting.client().decidesReads(true);
        session.tell(new ClientSession.Read("b.txt", data -> false, answers::add));
        assertThat(applications
                        .expectMessageClass(ApplicationEvent.Reading.class)
                        .file())
                .isEqualTo("b.txt");
    }

    @Test
    void callBeforeConnectIsRefused() {
        session.tell(new ClientSession.Call("add", data -> false, answers::add));

        await().untilAsserted(
                        () -> assertThat(answers).containsExactly(new CallOutcome.Failed("Not connected", List.of())));
        applications.expectNoMessage();
    }

    @Test
    void nameIsClaimedWhileTheScriptDecidesAndGivenBackOnRefusal() {
        connect();
        publish(1, "live");
        var publishing = applications.expectMessageClass(ApplicationEvent.Publishing.class);
        assertThat(publishing.stream().isRunning()).isFalse();
        assertThat(publications.claim("live", new NoPeer(), LOOP)).isEmpty();

        publishing.reply().tell(new Decision.Refused("no rights to publish it", List.of()));

        await().untilAsserted(
                        () -> assertThat(answers).contains(new PublishOutcome.Refused("no rights to publish it")));
        assertThat(publications.find("live")).isEmpty();
    }

    @Test
    void takenNameIsRefusedWithoutAskingTheScript() {
        assertThat(publications.claim("taken", new NoPeer(), LOOP)).isPresent();
        connect();

        publish(1, "taken");

        await().untilAsserted(() ->
                assertThat(answers).contains(new PublishOutcome.NameTaken("taken is already publishing")));
        applications.expectNoMessage();
    }

    @Test
    void publicationEndsWithItsSession() {
        connect();
        publish(1, "mine");
        applications
                .expectMessageClass(ApplicationEvent.Publishing.class)
                .reply()
                .tell(new Decision.Allowed(List.of()));
        await().until(() ->
                publications.find("mine").map(stream -> stream.isRunning()).orElse(false));

        session.tell(new ClientSession.Disconnect("closed by peer"));

        applications.expectMessageClass(ApplicationEvent.Unpublished.class);
        applications.expectMessageClass(ApplicationEvent.Disconnected.class);
        await().until(() -> publications.find("mine").isEmpty());
    }

    @Test
    void undecidedClaimIsGivenBackWhenTheClientLeaves() {
        connect();
        publish(1, "pending");
        var publishing = applications.expectMessageClass(ApplicationEvent.Publishing.class);

        session.tell(new ClientSession.Disconnect("closed by peer"));
        applications.expectMessageClass(ApplicationEvent.Unpublished.class);
        publishing.reply().tell(new Decision.Allowed(List.of()));

        await().until(() -> publications.find("pending").isEmpty());
    }

    @Test
    void oneClientListensToANameOnce() {
        connect();
        play(1, "show");
        applications
                .expectMessageClass(ApplicationEvent.Subscribing.class)
                .reply()
                .tell(new Decision.Allowed(List.of()));
        await().until(() -> answers.stream().anyMatch(PlayOutcome.Playing.class::isInstance));

        play(2, "show");

        await().untilAsserted(
                        () -> assertThat(answers).contains(new PlayOutcome.Refused("Already subscribed to show")));
    }

    @Test
    void groupsAreLeftWithTheSessionAndScriptsAreTold() {
        connect();
        ClientId group = ClientId.random();
        session.tell(new ClientSession.JoinGroup(group, new NoMember(ClientId.random())));
        var joined = applications.expectMessageClass(ApplicationEvent.GroupJoined.class);

        session.tell(new ClientSession.Disconnect("closed by peer"));

        var left = applications.expectMessageClass(ApplicationEvent.GroupLeft.class);
        assertThat(joined.group()).isEqualTo(group);
        assertThat(left).isEqualTo(new ApplicationEvent.GroupLeft(joined.client(), group));
        applications.expectMessageClass(ApplicationEvent.Disconnected.class);
    }

    private record NoMember(ClientId peer) implements Member {

        @Override
        public void introduce(ClientId other) {}
    }

    @Test
    void serverStopClosesEveryConnection() {
        sessions.closeAll(new CloseReason(CloseReason.Kind.SERVER_STOPS, "server stops"));

        await().untilAsserted(() ->
                assertThat(writer.closed).contains(new CloseReason(CloseReason.Kind.SERVER_STOPS, "server stops")));
    }

    private void connect() {
        session.tell(new ClientSession.Connect(request(), data -> false, answers::add));
        applications
                .expectMessageClass(ApplicationEvent.Connecting.class)
                .reply()
                .tell(new ConnectOutcome.Accepted(Map.of(), Map.of(), List.of()));
        await().until(() -> !answers.isEmpty());
    }

    private void publish(int stream, String name) {
        session.tell(new ClientSession.Publish(stream, name, new NoPeer(), answers::add));
    }

    private void play(int stream, String name) {
        var sink = new RecordingSink(new ManualLoop(new ManualClock()), TextWireForm.messages());
        session.tell(new ClientSession.Play(stream, new ListenRequest(name, Map.of(), sink), answers::add));
    }

    private static SessionRequest request() {
        return new SessionRequest(
                ClientId.random(),
                "Test",
                InetSocketAddress.createUnresolved("192.0.2.1", 4711),
                "/app",
                "",
                Map.of(),
                Map.of(),
                TestClient.NO_FORMAT);
    }

    private static final class RecordingWriter implements Writer {

        private final List<Effect> written = new ArrayList<>();
        private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
        private final List<String> suggested = new CopyOnWriteArrayList<>();

        @Override
        public void suggest(String address) {
            suggested.add(address);
        }

        @Override
        public void write(Effect effect) {
            written.add(effect);
        }

        @Override
        public void flush() {}

        @Override
        public void close(CloseReason reason) {
            closed.add(reason);
        }

        @Override
        public int pingMs() {
            return 0;
        }

        @Override
        public long lastReceptionMs() {
            return 0;
        }
    }

    private static final class NoPeer implements PublisherPeer {

        @Override
        public void onClose(String code, String description) {}

        @Override
        public void onCredit() {}
    }
}
