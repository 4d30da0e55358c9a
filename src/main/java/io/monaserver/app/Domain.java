package io.monaserver.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.monaserver.cluster.share.SharedDomain;
import io.monaserver.common.Clock;
import io.monaserver.config.ServerConfig;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.Rendezvous;
import io.monaserver.domain.Stream;
import io.monaserver.domain.client.Sessions;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.PublicationSettings;
import io.monaserver.domain.publication.Recordings;
import io.monaserver.metrics.Meter;
import io.monaserver.metrics.Metrics;
import io.monaserver.transport.net.EventLoops;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops and the actor system {@code mona} with what lives in it: sessions and publications. Has nothing to do
 * with the cluster's system, which may come and go.
 */
final class Domain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Domain.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private static final Config SETTINGS = ConfigFactory.parseString("""
            pekko {
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              loglevel = "WARNING"
              stdout-loglevel = "OFF"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              jvm-exit-on-fatal-error = off
              jvm-shutdown-hooks = off
              # Its event classes take long to load.
              java-flight-recorder.enabled = off
              # Nothing leaves this system, and the serializers of all libraries take long to load.
              library-extensions = []
              coordinated-shutdown.exit-jvm = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              actor.provider = local
              actor.default-dispatcher {
                executor = "fork-join-executor"
                fork-join-executor { parallelism-min = 1, parallelism-max = 2 }
              }
            }
            """);

    private final EventLoops loops;
    private final ActorSystem<Void> system;
    private final Recordings recordings;
    private final PublicationRegistry publications;
    private final GroupRegistry groups;
    private final Blacklist blacklist;
    private final Rendezvous rendezvous = new Rendezvous();

    /** Starts loops and actor system; the dispatchers of others, the script lane's, are added to its configuration. */
    Domain(ServerConfig config, Config dispatchers, Metrics metrics) {
        loops = new EventLoops(config.general().threads());
        system = ActorSystem.create(
                Behaviors.empty(),
                "mona",
                dispatchers
                        .withFallback(loops.dispatchers())
                        .withFallback(SETTINGS)
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve());
        recordings = new Recordings(system, config.application().www());
        publications = new PublicationRegistry(system, settings(config), Clock.SYSTEM, metrics, recordings);
        groups = new GroupRegistry(system);
        blacklist = new Blacklist(metrics);
        watch(metrics);
    }

    EventLoops loops() {
        return loops;
    }

    ActorSystem<Void> system() {
        return system;
    }

    PublicationRegistry publications() {
        return publications;
    }

    GroupRegistry groups() {
        return groups;
    }

    Blacklist blacklist() {
        return blacklist;
    }

    Rendezvous rendezvous() {
        return rendezvous;
    }

    /** What the cluster shares of it. */
    SharedDomain shared() {
        return new SharedDomain(publications, groups, blacklist, rendezvous, loops::any);
    }

    /** The sessions, whose events go to these applications. */
    Sessions sessions(ActorRef<ApplicationEvent> applications, Metrics metrics) {
        Sessions sessions = new Sessions(system, applications, publications, groups, blacklist, Clock.SYSTEM);
        for (String protocol : List.of("RTMP", "RTMPE", "RTMFP", "HTTP", "WebSocket")) {
            metrics.watch(Meter.SESSIONS, protocol, () -> sessions.connectedCount(protocol));
        }
        return sessions;
    }

    /** Figures about what lives here. */
    private void watch(Metrics metrics) {
        metrics.watch(
                Meter.PUBLICATIONS,
                "",
                () -> publications.streams().stream().filter(Stream::isRunning).count());
        metrics.watch(
                Meter.LISTENERS,
                "",
                () -> publications.streams().stream()
                        .mapToLong(Stream::listenerCount)
                        .sum());
    }

    /** The publications for the status page. */
    List<Map<String, Object>> describe() {
        return publications.streams().stream().map(Domain::describe).toList();
    }

    @Override
    public void close() throws Exception {
        recordings.finish(STOP_LIMIT);
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            loops.shutdown();
            LOG.debug("event loops ended");
        }
    }

    private static Map<String, Object> describe(Stream stream) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("name", stream.name());
        facts.put("running", stream.isRunning());
        facts.put("listeners", stream.listenerCount());
        facts.put("timeMs", stream.lastTimeMs());
        facts.put("skippedFrames", stream.skippedFrames());
        facts.put("audioBytesPerSecond", stream.qos(MediaKind.AUDIO).byteRate());
        facts.put("videoBytesPerSecond", stream.qos(MediaKind.VIDEO).byteRate());
        return facts;
    }

    private static PublicationSettings settings(ServerConfig config) {
        PublicationSettings standard = PublicationSettings.DEFAULT;
        return new PublicationSettings(
                Math.toIntExact(config.general().mergeWrite().toMillis()),
                config.live().gopCache() ? config.live().gopBytes() : 0,
                config.live().queueBytes(),
                standard.slowListenerMs(),
                standard.publisherCreditBytes());
    }
}
