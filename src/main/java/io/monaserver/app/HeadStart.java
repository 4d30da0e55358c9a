package io.monaserver.app;

import com.typesafe.config.ConfigFactory;
import io.monaserver.admin.PrometheusMetrics;
import io.monaserver.transport.net.EventLoops;
import org.jspecify.annotations.Nullable;

/**
 * Makes beside the beginning of the start what its later part needs, so that two processors share the work: the actor
 * library's settings, the meters, and the network library with its native part take a second of one processor together.
 */
final class HeadStart {

    /** Its events for the flight recorder take long to load; who wants them says so. */
    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    private @Nullable PrometheusMetrics metrics;

    private HeadStart() {}

    /** Begins in the background; who comes first to something, this or the start itself, loads it for both. */
    static HeadStart begin() {
        if (System.getProperty(NETTY_EVENTS) == null) {
            System.setProperty(NETTY_EVENTS, "false");
        }
        HeadStart start = new HeadStart();
        inBackground("settings", ConfigFactory::defaultReferenceUnresolved);
        inBackground("network", () -> {
            EventLoops.load();
            start.metrics();
        });
        return start;
    }

    /** Meters of a node, all at zero. */
    synchronized PrometheusMetrics metrics() {
        if (metrics == null) {
            metrics = new PrometheusMetrics();
        }
        return metrics;
    }

    private static void inBackground(String what, Runnable task) {
        Thread thread = new Thread(task, "head-start-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
