package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ServerCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * What other servers do, in the order in which it came, on the lane. Calls come in bundles; after a millisecond of them
 * the clients come first.
 */
final class ServersScript extends AbstractBehavior<ServersScript.Command> {

    sealed interface Command {}

    record Handle(ApplicationEvent event) implements Command {}

    private enum Continue implements Command {
        INSTANCE
    }

    private static final long SLICE_NANOS = 1_000_000;

    private final ServerEvents events;
    private final ScriptLane lane;
    private final Deque<ApplicationEvent> waiting = new ArrayDeque<>();
    private Iterator<ServerCall> calls = List.<ServerCall>of().iterator();
    private boolean paused;

    static Behavior<Command> create(ServerEvents events, ScriptLane lane) {
        return Behaviors.setup(context -> new ServersScript(context, events, lane));
    }

    private ServersScript(ActorContext<Command> context, ServerEvents events, ScriptLane lane) {
        super(context);
        this.events = events;
        this.lane = lane;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Handle.class, this::onHandle)
                .onMessage(Continue.class, next -> onContinue())
                .build();
    }

    private Behavior<Command> onHandle(Handle handle) {
        waiting.add(handle.event());
        if (handle.event() instanceof ApplicationEvent.ServerCalled called && waiting.size() == 1) {
            calls = called.calls().iterator();
        }
        if (!paused) {
            run();
        }
        return this;
    }

    private Behavior<Command> onContinue() {
        paused = false;
        run();
        return this;
    }

    private void run() {
        long end = lane.clock().nanos() + SLICE_NANOS;
        while (!waiting.isEmpty()) {
            if (lane.clock().nanos() > end) {
                pause();
                return;
            }
            step(waiting.element());
        }
    }

    /** One call of a bundle, or the event as a whole. */
    private void step(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.ServerCalled called && calls.hasNext()) {
            events.called(called.server(), calls.next());
            if (calls.hasNext()) {
                return;
            }
        }
        finish(event);
    }

    private void finish(ApplicationEvent event) {
        try {
            if (event instanceof ApplicationEvent.ServerConnected connected) {
                events.connected(connected.server(), connected.channel());
            } else if (event instanceof ApplicationEvent.ServerDisconnected gone) {
                events.disconnected(gone.server(), gone.reason());
            } else if (event instanceof ApplicationEvent.ServerCalled called) {
                called.handled().run();
            }
        } finally {
            lane.queue().done();
            waiting.remove();
            if (waiting.peek() instanceof ApplicationEvent.ServerCalled next) {
                calls = next.calls().iterator();
            }
        }
    }

    /** One round of the lane lets what came in meanwhile reach its applications, a second one lets those run. */
    private void pause() {
        paused = true;
        ActorRef<Command> self = getContext().getSelf();
        lane.execute(() -> lane.execute(() -> self.tell(Continue.INSTANCE)));
    }
}
