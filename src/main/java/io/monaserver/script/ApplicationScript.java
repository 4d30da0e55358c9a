package io.monaserver.script;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** One application's script: its events, one after the other, on the lane. */
final class ApplicationScript extends AbstractBehavior<ApplicationScript.Command> {

    sealed interface Command {}

    record Handle(ApplicationEvent event) implements Command {}

    private enum Manage implements Command {
        INSTANCE
    }

    private static final Duration MANAGE_INTERVAL = Duration.ofSeconds(2);

    private final Application application;
    private final ScriptEvents events;
    private final ScriptLane lane;
    private final Metrics.Timing runTime;

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
                .onMessage(Manage.class, manage -> onManage())
                .build();
    }

    private Behavior<Command> onHandle(Handle handle) {
        long from = lane.clock().nanos();
        try {
            events.handle(application, handle.event());
        } finally {
            lane.queue().done();
            runTime.record(lane.clock().nanos() - from);
        }
        return this;
    }

    private Behavior<Command> onManage() {
        events.manage();
        return this;
    }
}
