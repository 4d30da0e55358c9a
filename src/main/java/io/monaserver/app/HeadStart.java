package io.monaserver.app;

import com.typesafe.config.ConfigFactory;
import io.monaserver.transport.net.EventLoops;

/**
 * Loads beside the beginning of the start what its later part needs, so that two processors share the work: the network
 * library with its native part, and the actor library's settings, which take a second of one processor together.
 */
final class HeadStart {

    private HeadStart() {}

    /** Begins in the background; who comes first to something, this or the start itself, loads it for both. */
    static void begin() {
        Thread thread = new Thread(HeadStart::load, "head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        EventLoops.load();
        ConfigFactory.defaultReferenceUnresolved();
    }
}
