package io.monaserver.domain.client;

import io.monaserver.codec.DataReader;
import io.monaserver.common.ClientId;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.CloseReason;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Loop;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.Reply;
import io.monaserver.domain.Writer;
import io.monaserver.domain.group.Member;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.domain.publication.RecordMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: who it is, to which application it is connected, what it publishes and listens to. Runs on the loop of
 * its connection, so replies are given there too. Replies that come after the application was left are dropped: what
 * they would have begun was given back then.
 */
public final class ClientSession extends AbstractBehavior<ClientSession.Command> {

    /** What a connection asks of its session. */
    public sealed interface Command {}

    /**
     * Connects to an application. A session that is connected leaves its old application first, as a kept HTTP
     * connection does when the path changes.
     */
    public record Connect(SessionRequest request, DataReader arguments, Reply<ConnectOutcome> replyTo)
            implements Command {}

    /** Calls a function of the client's; an empty name is {@code onMessage}. */
    public record Call(String name, DataReader arguments, Reply<CallOutcome> replyTo) implements Command {}

    /** Reads a file of the application's folder; scripts are asked if they have a word on it. */
    public record Read(String file, DataReader parameters, Reply<ReadOutcome> replyTo) implements Command {}

    /** Publishes under a name, on one of the connection's streams. */
    public record Publish(int stream, String name, RecordMode mode, PublisherPeer peer, Reply<PublishOutcome> replyTo)
            implements Command {

        /** Publishes live. */
        public Publish(int stream, String name, PublisherPeer peer, Reply<PublishOutcome> replyTo) {
            this(stream, name, RecordMode.LIVE, peer, replyTo);
        }
    }

    /** Listens to a name, on one of the connection's streams. */
    public record Play(int stream, ListenRequest request, Reply<PlayOutcome> replyTo) implements Command {}

    /** Ends what the stream publishes and plays. */
    public record CloseStream(int stream) implements Command {}

    /** Joins a group; the member is told of others. A client of no application joins none. */
    public record JoinGroup(ClientId group, Member member) implements Command {}

    /** Leaves a group. */
    public record LeaveGroup(ClientId group) implements Command {}

    /** The client has another address now. */
    public record Move(InetSocketAddress address) implements Command {}

    /** The connection has gone; the reason is for the log. */
    public record Disconnect(String reason) implements Command {}

    /** Leaves the application and stays open for another {@link Connect}. */
    public enum Leave implements Command {
        /** The message. */
        INSTANCE
    }

    /** This server is about to end: the client should go elsewhere. */
    enum Depart implements Command {
        INSTANCE
    }

    record Apply(List<Effect> effects) implements Command {}

    record Shut(CloseReason reason) implements Command {}

    private record Continue(Runnable step) implements Command {}

    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

    private final ActorRef<Command> self;
    private final Sessions sessions;
    private final Writer writer;
    private final SessionStreams streams;
    private final SessionGroups groups;
    private @Nullable SessionClient client;
    private @Nullable SessionClient connecting;
    private String endReason = "session failed";

    static Behavior<Command> create(Sessions sessions, Writer writer, Loop loop) {
        return Behaviors.setup(context -> new ClientSession(context, sessions, writer, loop));
    }

    private ClientSession(ActorContext<Command> context, Sessions sessions, Writer writer, Loop loop) {
        super(context);
        this.self = context.getSelf();
        this.sessions = sessions;
        this.writer = writer;
        this.streams = new SessionStreams(sessions, loop, this::apply);
        this.groups = new SessionGroups(sessions);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Call.class, this::onCall)
                .onMessage(Continue.class, this::onContinue)
                .onMessage(Apply.class, this::onApply)
                .onMessage(Connect.class, this::onConnect)
                .onMessage(Read.class, this::onRead)
                .onMessage(Publish.class, this::onPublish)
                .onMessage(Play.class, this::onPlay)
                .onMessage(CloseStream.class, this::onCloseStream)
                .onMessage(JoinGroup.class, this::onJoinGroup)
                .onMessage(LeaveGroup.class, this::onLeaveGroup)
                .onMessage(Move.class, this::onMove)
                .onMessage(Leave.class, leave -> onLeave())
                .onMessage(Depart.class, depart -> onDepart())
                .onMessage(Shut.class, this::onShut)
                .onMessage(Disconnect.class, this::onDisconnect)
                .onSignal(PostStop.class, signal -> onPostStop())
                .build();
    }

    private Behavior<Command> onConnect(Connect connect) {
        leave("connected elsewhere");
        Optional<ConnectOutcome.Redirected> elsewhere = sessions.redirection(connect.request());
        if (elsewhere.isPresent()) {
            connect.replyTo().tell(elsewhere.get());
            return this;
        }
        SessionClient candidate = new SessionClient(connect.request(), writer, self);
        connecting = candidate;
        sessions.applications()
                .tell(new ApplicationEvent.Connecting(
                        candidate,
                        connect.arguments(),
                        later(outcome -> onConnectOutcome(candidate, outcome, connect.replyTo()))));
        return this;
    }

    private void onConnectOutcome(SessionClient candidate, ConnectOutcome outcome, Reply<ConnectOutcome> replyTo) {
        connecting = null;
        if (outcome instanceof ConnectOutcome.Accepted) {
            client = candidate;
            sessions.onConnected(candidate);
        } else {
            LOG.info("{} refused by {}/: {}", candidate, candidate.path(), outcome);
        }
        replyTo.tell(outcome);
    }

    private Behavior<Command> onCall(Call call) {
        if (client == null) {
            call.replyTo().tell(new CallOutcome.Failed("Not connected", List.of()));
            return this;
        }
        sessions.applications()
                .tell(new ApplicationEvent.Called(client, call.name(), call.arguments(), later(call.replyTo()::tell)));
        return this;
    }

    private Behavior<Command> onRead(Read read) {
        if (client == null) {
            read.replyTo().tell(new ReadOutcome.Refused("Not connected", List.of()));
            return this;
        }
        if (!client.readsAreDecided()) {
            read.replyTo().tell(new ReadOutcome.Send(read.file(), null, List.of()));
            return this;
        }
        sessions.applications()
                .tell(new ApplicationEvent.Reading(
                        client, read.file(), read.parameters(), later(read.replyTo()::tell)));
        return this;
    }

    private Behavior<Command> onPublish(Publish publish) {
        if (client == null) {
            publish.replyTo().tell(new PublishOutcome.Refused("Not connected"));
            return this;
        }
        SessionClient owner = client;
        streams.publish(owner, publish)
                .ifPresent(claim -> sessions.applications()
                        .tell(new ApplicationEvent.Publishing(
                                owner,
                                claim.stream(),
                                later(decision -> streams.onPublishDecision(owner, publish, claim, decision)))));
        return this;
    }

    private Behavior<Command> onPlay(Play play) {
        if (client == null) {
            play.replyTo().tell(new PlayOutcome.Refused("Not connected"));
            return this;
        }
        streams.play(client, play)
                .ifPresent(listener -> sessions.applications()
                        .tell(new ApplicationEvent.Subscribing(
                                listener, later(decision -> streams.onPlayDecision(play, listener, decision)))));
        return this;
    }

    private Behavior<Command> onCloseStream(CloseStream command) {
        if (client != null) {
            streams.close(client, command.stream());
        }
        return this;
    }

    private Behavior<Command> onJoinGroup(JoinGroup join) {
        if (client != null) {
            groups.join(client, join.group(), join.member());
        }
        return this;
    }

    private Behavior<Command> onLeaveGroup(LeaveGroup leave) {
        if (client != null) {
            groups.leave(client, leave.group());
        }
        return this;
    }

    private Behavior<Command> onMove(Move move) {
        if (connecting != null) {
            connecting.move(move.address());
        }
        SessionClient moved = client;
        if (moved != null) {
            InetSocketAddress before = moved.address();
            moved.move(move.address());
            sessions.applications().tell(new ApplicationEvent.AddressChanged(moved, before, move.address()));
        }
        return this;
    }

    private Behavior<Command> onApply(Apply apply) {
        if (client != null || connecting != null) {
            apply(apply.effects());
        }
        return this;
    }

    private Behavior<Command> onContinue(Continue command) {
        command.step().run();
        return this;
    }

    private Behavior<Command> onLeave() {
        leave("left the application");
        return this;
    }

    private Behavior<Command> onDepart() {
        if (client != null) {
            sessions.elsewhere(client.protocol()).stream().findFirst().ifPresent(writer::suggest);
        }
        return this;
    }

    /** Says where to go, for protocols that can say so only when they end. */
    private Behavior<Command> onShut(Shut shut) {
        CloseReason reason = shut.reason();
        String text = client == null
                ? reason.text()
                : sessions.elsewhere(client.protocol()).stream()
                        .findFirst()
                        .map(address -> "redirect " + address)
                        .orElse(reason.text());
        writer.close(new CloseReason(reason.kind(), text));
        return this;
    }

    private Behavior<Command> onDisconnect(Disconnect disconnect) {
        endReason = disconnect.reason();
        return Behaviors.stopped();
    }

    /** The one exit: also reached when this actor fails, and then the connection goes with it. */
    private Behavior<Command> onPostStop() {
        leave(endReason);
        sessions.onEnded(self);
        writer.close(new CloseReason(CloseReason.Kind.FAILED, endReason));
        return this;
    }

    private void leave(String reason) {
        if (connecting != null) {
            sessions.applications().tell(new ApplicationEvent.Disconnected(connecting));
            connecting = null;
        }
        SessionClient leaving = client;
        if (leaving == null) {
            return;
        }
        streams.closeAll(leaving);
        groups.leaveAll(leaving);
        client = null;
        sessions.applications().tell(new ApplicationEvent.Disconnected(leaving));
        sessions.onDisconnected(leaving, reason);
    }

    private void apply(List<Effect> effects) {
        effects.forEach(writer::write);
        writer.flush();
    }

    /** Brings an answer back to this actor; dropped if the application was left meanwhile. */
    private <T> Reply<T> later(Consumer<T> step) {
        SessionClient asker = client;
        SessionClient candidate = connecting;
        return answer -> self.tell(new Continue(() -> {
            if (client == asker && connecting == candidate) {
                step.accept(answer);
            }
        }));
    }
}
