package io.monaserver.transport.net;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.monaserver.common.BorrowedExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/**
 * A Pekko dispatcher whose one thread is a Netty event loop: an actor that runs on it may use the loop's connections
 * directly, and a message between the two costs no switch of threads. Named in configuration, created by Pekko; which
 * loop it stands for is looked up by the {@code loop} key, because configuration holds text only.
 */
public final class LoopDispatcher extends ExecutorServiceConfigurator {

    private static final Map<String, Executor> LOOPS = new ConcurrentHashMap<>();

    private final Executor loop;

    /** Called by Pekko. */
    public LoopDispatcher(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        String key = config.getString("loop");
        Executor found = LOOPS.get(key);
        if (found == null) {
            throw new IllegalStateException("event loop of dispatcher: " + key + " (expected: a registered one)");
        }
        this.loop = found;
    }

    /** Registers loops and returns the configuration of their dispatchers {@code <prefix>-0}, {@code <prefix>-1}… */
    static Config register(String prefix, List<? extends Executor> loops) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < loops.size(); i++) {
            String id = prefix + "-" + i;
            LOOPS.put(id, loops.get(i));
            text.append("""
                    %s {
                      type = Dispatcher
                      executor = "%s"
                      loop = "%s"
                      throughput = 64
                    }
                    """.formatted(id, LoopDispatcher.class.getName(), id));
        }
        return ConfigFactory.parseString(text.toString());
    }

    static void unregister(String prefix) {
        LOOPS.keySet().removeIf(id -> id.startsWith(prefix + "-"));
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                // The loop outlives the actors that ran on it.
                return new BorrowedExecutor(loop);
            }
        };
    }
}
