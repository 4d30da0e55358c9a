package io.monaserver.app;

import com.typesafe.config.ConfigFactory;
import io.monaserver.transport.net.EventLoops;

/**
 * Loads beside the beginning of the start what its later part needs, so that two processors share the work: the network
 * library with its native part, and the actor library's settings, which take a second of one processor together.
 */
final class HeadStart {

    /** Its events for the flight recorder take long to load; who wants them says so. */
    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    private HeadStart() {}

    /** Begins in the background; who comes first to something, this or the start itself, loads it for both. */
    static void begin() {
        if (System.getProperty(NETTY_EVENTS) == null) {
            System.setProperty(NETTY_EVENTS, "false");
        }
        Thread thread = new Thread(HeadStart::load, "head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        EventLoops.load();
        ConfigFactory.defaultReferenceUnresolved();
    }
}
