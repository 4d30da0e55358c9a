package io.monaserver.script;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Lets Pekko run script actors on a lane's one permanent thread. Lanes are found by name, since Pekko makes this. */
public final class LaneDispatcher extends ExecutorServiceConfigurator {

    private static final Map<String, ScriptLane> LANES = new ConcurrentHashMap<>();

    private final ScriptLane lane;

    /** Called by Pekko. */
    public LaneDispatcher(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        lane = find(config);
    }

    static ScriptLane find(Config config) {
        String name = config.getString("lane");
        ScriptLane found = LANES.get(name);
        if (found == null) {
            throw new IllegalStateException("script lane: " + name + " (expected: a registered one)");
        }
        return found;
    }

    /** Registers a lane and returns the configuration of its dispatcher and of its bounded mailbox. */
    static Config register(String name, ScriptLane lane) {
        LANES.put(name, lane);
        return ConfigFactory.parseString(
                """
                %1$s {
                  type = Dispatcher
                  executor = "%2$s"
                  lane = "%1$s"
                  throughput = 64
                }
                %1$s-mailbox {
                  mailbox-type = "%3$s"
                  lane = "%1$s"
                }
                """.formatted(name, LaneDispatcher.class.getName(), LaneMailbox.class.getName()));
    }

    static void unregister(String name) {
        LANES.remove(name);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                return lane.executorForActors();
            }
        };
    }
}
