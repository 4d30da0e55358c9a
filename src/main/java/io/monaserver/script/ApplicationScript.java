package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One application's script: its events, one after the other, on the lane. After a slow one the others come first: so
 * nobody waits for more than one call of the same application.
 */
final class ApplicationScript extends AbstractBehavior<ApplicationScript.Command> {

    sealed interface Command {}

    record Handle(ApplicationEvent event) implements Command {}

    private enum Manage implements Command {
        INSTANCE
    }

    private enum Continue implements Command {
        INSTANCE
    }

    private static final long SLOW_NANOS = 1_000_000;
    private static final Duration MANAGE_INTERVAL = Duration.ofSeconds(2);

    private final Application application;
    private final ScriptEvents events;
    private final ScriptLane lane;
    private final Metrics.Timing runTime;
    private final Deque<ApplicationEvent> waiting = new ArrayDeque<>();
    private boolean paused;

    static Behavior<Command> create(Application application, ScriptEvents events, ScriptLane lane) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            if (application.parent() == null) {
                timers.startTimerWithFixedDelay(Manage.INSTANCE, MANAGE_INTERVAL);
            }
            return new ApplicationScript(context, application, events, lane);
        }));
    }

    private ApplicationScript(
            ActorContext<Command> context, Application application, ScriptEvents events, ScriptLane lane) {
        super(context);
        this.application = application;
        this.events = events;
        this.lane = lane;
        this.runTime = lane.metrics().timing(Meter.LANE_RUN);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Handle.class, this::onHandle)
                .onMessage(Continue.class, next -> onContinue())
                .onMessage(Manage.class, manage -> onManage())
                .build();
    }

    private Behavior<Command> onHandle(Handle handle) {
        if (paused) {
            waiting.add(handle.event());
        } else {
            run(handle.event());
        }
        return this;
    }

    private Behavior<Command> onContinue() {
        paused = false;
        while (!paused && !waiting.isEmpty()) {
            run(waiting.remove());
        }
        return this;
    }

    private void run(ApplicationEvent event) {
        long from = lane.clock().nanos();
        try {
            events.handle(application, event);
        } finally {
            lane.queue().done();
            long taken = lane.clock().nanos() - from;
            runTime.record(taken);
            if (taken > SLOW_NANOS) {
                pause();
            }
        }
    }

    /** One round of the lane lets what came in meanwhile reach its applications, a second one lets those run. */
    private void pause() {
        paused = true;
        ActorRef<Command> self = getContext().getSelf();
        lane.execute(() -> lane.execute(() -> self.tell(Continue.INSTANCE)));
    }

    private Behavior<Command> onManage() {
        events.manage();
        return this;
    }
}
