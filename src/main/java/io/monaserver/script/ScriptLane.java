package io.monaserver.script;

import com.typesafe.config.Config;
import io.monaserver.common.BorrowedExecutor;
import io.monaserver.common.Clock;
import io.monaserver.common.NameResolver;
import io.monaserver.config.ScriptConfig;
import io.monaserver.config.ServerConfig;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ReferralWishes;
import io.monaserver.domain.publication.Claimant;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.domain.publication.RecordMode;
import io.monaserver.metrics.Metrics;
import io.monaserver.script.api.GroupWorld;
import io.monaserver.script.api.MonaObject;
import io.monaserver.script.api.PublicationObject;
import io.monaserver.script.api.World;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaValues;
import io.monaserver.script.lua.LuaMachine;
import io.monaserver.script.lua.ScriptLimits;
import io.monaserver.script.lua.ScriptThread;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which all scripts of a node run, and everything that lives there. Made before the actor system, whose
 * configuration it adds to; started once that exists; closed before the sessions are, so that scripts are told.
 */
public final class ScriptLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptLane.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "mona-lane-" + NUMBERS.incrementAndGet();
    private final ServerConfig config;
    private final Clock clock;
    private final Metrics metrics;
    private final LaneQueue queue;
    private final ThreadPoolExecutor thread;
    private final LuaMachine machine;
    private final Config dispatchers;
    private final ReferralWishes wishes = new ReferralWishes();
    private @Nullable ApplicationTree tree;

    /** A lane for the applications of this configuration. */
    public ScriptLane(ServerConfig config, Clock clock, Metrics metrics) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        ScriptConfig script = config.script();
        queue = new LaneQueue(script.queue(), metrics);
        ScriptLimits limits =
                new ScriptLimits(script.budget(), script.steps(), script.memory(), script.depth(), script.coroutines());
        machine = new LuaMachine(limits, clock);
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new ScriptThread(machine, task, "lane"));
        dispatchers = LaneDispatcher.register(name, this);
    }

    /** What the actor system's configuration needs for the lane. */
    public Config dispatchers() {
        return dispatchers;
    }

    /**
     * Starts the root application and takes events.
     *
     * @param node what of the server its scripts reach
     */
    public ActorRef<ApplicationEvent> start(ActorSystem<?> system, NodeParts node) {
        World world = new World(
                publication -> new ScriptTap(publication, this),
                new GroupWorld(node.groups(), thread),
                new World.Conduct(config.script().compatibility() == ScriptConfig.Compatibility.ORIGINAL, values()),
                clock);
        NameResolver names = new NameResolver();
        LaneSockets sockets = new LaneSockets(this, node.sockets(), names, world);
        Path www = config.application().www().toAbsolutePath().normalize();
        MonaObject mona = new MonaObject(
                world,
                new MonaObject.Surroundings(
                        www,
                        config.entries(),
                        config.section("arguments"),
                        clock,
                        new MonaObject.Lookups(names, config.script().dns()),
                        node.blacklist(),
                        sockets,
                        (wanted, mode) -> publish(wanted, mode, world, node)));
        ApplicationTree applications = new ApplicationTree(machine, www, world, node.data(), mona, this);
        tree = applications;
        return system.systemActorOf(
                Applications.create(
                        applications,
                        new ScriptEvents(applications, world),
                        new ServerEvents(applications, world),
                        this),
                "applications",
                DispatcherSelector.fromConfig(name).withMailboxFromConfig(name + "-mailbox"));
    }

    private LuaValues values() {
        ScriptConfig.Conversions limits = config.script().conversions();
        return new LuaValues(
                new LuaValues.Limits(limits.depth(), limits.bytes(), limits.references()), new TypeEvents(this));
    }

    private @Nullable PublicationObject publish(String wanted, RecordMode mode, World world, NodeParts node) {
        return node.publications()
                .claim(
                        wanted,
                        Claimant.SCRIPT,
                        ScriptPublisher.INSTANCE,
                        node.loops().get())
                .map(publisher -> {
                    if (mode != RecordMode.LIVE) {
                        record(publisher, mode, node);
                    }
                    publisher.start();
                    return world.publishedByScript(publisher, thread);
                })
                .orElse(null);
    }

    /** Into the folder of the application that runs. A name that is no file's is published all the same. */
    private void record(Publisher publisher, RecordMode mode, NodeParts node) {
        String name = publisher.stream().name();
        String application = tree == null ? "" : tree.currentPath();
        node.publications()
                .recordings()
                .flatMap(recordings -> recordings.file(application, name))
                .ifPresentOrElse(
                        file -> publisher.record(file, mode), () -> Complaints.error(name + " cannot be recorded"));
    }

    /** A script closes its publications itself, and is not slowed down. */
    private enum ScriptPublisher implements PublisherPeer {
        INSTANCE;

        @Override
        public void onClose(String code, String description) {
            LOG.debug("a script's publication was closed: {} {}", code, description);
        }

        @Override
        public void onCredit() {
            LOG.trace("a script may push again");
        }
    }

    /** What its applications want to be asked about those who are no clients yet. */
    public ReferralWishes wishes() {
        return wishes;
    }

    String dispatcherName() {
        return name;
    }

    LaneQueue queue() {
        return queue;
    }

    Clock clock() {
        return clock;
    }

    Metrics metrics() {
        return metrics;
    }

    ServerConfig config() {
        return config;
    }

    /** The applications; there once the lane was started. */
    ApplicationTree tree() {
        ApplicationTree applications = tree;
        if (applications == null) {
            throw new IllegalStateException("the lane was not started");
        }
        return applications;
    }

    /** Runs something on the lane. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Its thread, for what belongs to it besides scripts. */
    public Executor executor() {
        return thread;
    }

    /** Runs a function of a publication for the root application, whose rules a stream without a client follows. */
    void run(Consumer<ApplicationTree> task) {
        ApplicationTree applications = tree;
        if (applications != null) {
            task.accept(applications);
        }
    }

    /** The thread as Pekko's executor; it outlives the dispatcher, which is shut down when it idles. */
    ExecutorService executorForActors() {
        return new BorrowedExecutor(thread);
    }

    /** Tells all applications that they stop. The thread stays for late events and ends with the process. */
    @Override
    public void close() throws InterruptedException {
        ApplicationTree applications = tree;
        try {
            if (applications != null) {
                thread.submit(applications::stopAll)
                        .get(config.script().budget().toMillis() + 1000, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException failed) {
            LOG.error("applications did not stop cleanly", failed);
        } finally {
            LaneDispatcher.unregister(name);
        }
    }
}
