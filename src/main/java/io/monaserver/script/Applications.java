package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.ReadOutcome;
import io.monaserver.domain.Referral;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The applications of a node: brings every event to the actor of the application that its client's path names, and
 * loads applications when a client first wants in. Runs on the lane.
 */
final class Applications extends AbstractBehavior<ApplicationEvent> {

    private final ApplicationTree tree;
    private final ScriptEvents events;
    private final ScriptLane lane;
    private final ActorRef<ServersScript.Command> servers;
    private final Map<Application, ActorRef<ApplicationScript.Command>> scripts = new HashMap<>();

    static Behavior<ApplicationEvent> create(
            ApplicationTree tree, ScriptEvents events, ServerEvents serverEvents, ScriptLane lane) {
        return Behaviors.setup(context -> {
            Behavior<ServersScript.Command> servers = Behaviors.supervise(ServersScript.create(serverEvents, lane))
                    .onFailure(SupervisorStrategy.resume());
            DispatcherSelector dispatcher = DispatcherSelector.fromConfig(lane.dispatcherName());
            return new Applications(context, tree, events, lane, context.spawn(servers, "servers", dispatcher));
        });
    }

    private Applications(
            ActorContext<ApplicationEvent> context,
            ApplicationTree tree,
            ScriptEvents events,
            ScriptLane lane,
            ActorRef<ServersScript.Command> servers) {
        super(context);
        this.tree = tree;
        this.events = events;
        this.lane = lane;
        this.servers = servers;
        Application root = tree.find("");
        if (root != null) {
            script(root);
        }
    }

    @Override
    public Receive<ApplicationEvent> createReceive() {
        return newReceiveBuilder()
                .onMessage(
                        ApplicationEvent.Called.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Connecting.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Disconnected.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Reading.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Publishing.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Unpublished.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Subscribing.class,
                        event -> forward(event.listener().client().path(), event))
                .onMessage(
                        ApplicationEvent.Unsubscribed.class,
                        event -> forward(event.listener().client().path(), event))
                .onMessage(
                        ApplicationEvent.GroupJoined.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.GroupLeft.class,
                        event -> forward(event.client().path(), event))
                .onMessage(ApplicationEvent.ServerCalled.class, this::onServers)
                .onMessage(ApplicationEvent.ServerConnected.class, this::onServers)
                .onMessage(ApplicationEvent.ServerDisconnected.class, this::onServers)
                .onMessage(
                        ApplicationEvent.AddressChanged.class,
                        event -> forward(event.client().path(), event))
                .onMessage(
                        ApplicationEvent.Handshaking.class,
                        event -> forward(event.newcomer().path(), event))
                .onMessage(ApplicationEvent.PeerSought.class, event -> forward("", event))
                .build();
    }

    private Behavior<ApplicationEvent> forward(String path, ApplicationEvent event) {
        Application application = tree.find(path);
        if (application == null) {
            lane.queue().done();
            answerWithout("Application " + path + " doesn't exist", event);
        } else {
            script(application).tell(new ApplicationScript.Handle(event));
        }
        return this;
    }

    private ActorRef<ApplicationScript.Command> script(Application application) {
        return scripts.computeIfAbsent(
                application,
                key -> getContext()
                        .spawnAnonymous(
                                Behaviors.supervise(ApplicationScript.create(key, events, lane))
                                        .onFailure(SupervisorStrategy.resume()),
                                DispatcherSelector.fromConfig(lane.dispatcherName())));
    }

    /** What a client of an application that is no more gets. */
    private void answerWithout(String text, ApplicationEvent event) {
        scripts.keySet().removeIf(application -> !isLoaded(application));
        if (event instanceof ApplicationEvent.Connecting connecting) {
            connecting.reply().tell(new ConnectOutcome.NoApplication(text));
        } else if (event instanceof ApplicationEvent.Called called) {
            called.reply().tell(new CallOutcome.Failed(text, List.of()));
        } else if (event instanceof ApplicationEvent.Reading reading) {
            reading.reply().tell(new ReadOutcome.Failed(text, List.of()));
        } else if (event instanceof ApplicationEvent.Publishing publishing) {
            publishing.reply().tell(new Decision.Refused(text, List.of()));
        } else if (event instanceof ApplicationEvent.Subscribing subscribing) {
            subscribing.reply().tell(new Decision.Refused(text, List.of()));
        } else if (event instanceof ApplicationEvent.Handshaking handshaking) {
            handshaking.reply().tell(Referral.NONE);
        } else if (event instanceof ApplicationEvent.PeerSought sought) {
            sought.reply().tell(Referral.NONE);
        } else {
            events.forget(event);
        }
    }

    private boolean isLoaded(Application application) {
        return application.equals(tree.known(application.path()));
    }

    private Behavior<ApplicationEvent> onServers(ApplicationEvent event) {
        servers.tell(new ServersScript.Handle(event));
        return this;
    }
}
