package io.monaserver.app;

import io.monaserver.domain.ApplicationEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries the cluster's events to the applications, in order; keeps those that come before the applications do. */
final class ServerEvents implements Consumer<ApplicationEvent> {

    private final Queue<ApplicationEvent> early = new ArrayDeque<>();
    private @Nullable Consumer<ApplicationEvent> applications;

    @Override
    public synchronized void accept(ApplicationEvent event) {
        if (applications == null) {
            early.add(event);
        } else {
            applications.accept(event);
        }
    }

    /** The applications run. */
    synchronized void connect(Consumer<ApplicationEvent> target) {
        early.forEach(target);
        early.clear();
        applications = target;
    }
}
