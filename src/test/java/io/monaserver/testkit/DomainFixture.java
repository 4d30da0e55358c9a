package io.monaserver.testkit;

import com.typesafe.config.ConfigFactory;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Referral;
import io.monaserver.domain.ReferralWishes;
import io.monaserver.domain.Referrals;
import io.monaserver.domain.Rendezvous;
import io.monaserver.domain.client.Sessions;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.PublicationSettings;
import io.monaserver.domain.publication.Recordings;
import io.monaserver.metrics.Metrics;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.rtmfp.RtmfpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Event loops, sessions and publications for tests of transports, with applications that have no scripts: everyone is
 * let in but for what {@link #answer} takes care of.
 */
public final class DomainFixture implements AutoCloseable {

    public final EventLoops loops = new EventLoops(2);
    public final ActorTestKit kit = ActorTestKit.create(
            loops.dispatchers().withFallback(ConfigFactory.load()).resolve());
    public final PublicationRegistry publications;
    public final GroupRegistry groups = new GroupRegistry(kit.system());
    public final Rendezvous rendezvous = new Rendezvous();
    public final Sessions sessions;
    public final ReferralWishes wishes = new ReferralWishes();
    public final Referrals referrals;
    public final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();
    private volatile Predicate<ApplicationEvent> answer = event -> false;

    public DomainFixture() {
        this(PublicationSettings.DEFAULT);
    }

    public DomainFixture(PublicationSettings settings) {
        this(settings, null);
    }

    /** With recordings below this folder. */
    public DomainFixture(Path www) {
        this(PublicationSettings.DEFAULT, www);
    }

    private DomainFixture(PublicationSettings settings, @Nullable Path www) {
        Recordings recordings = www == null ? null : new Recordings(kit.system(), www);
        publications = new PublicationRegistry(kit.system(), settings, Clock.SYSTEM, Metrics.NONE, recordings);
        ActorRef<ApplicationEvent> applications = kit.spawn(applications());
        wishes.handshakes("", false);
        wishes.handshakes("/live", false);
        referrals = new Referrals(wishes, applications);
        sessions = new Sessions(
                kit.system(), applications, publications, groups, new Blacklist(Metrics.NONE), Clock.SYSTEM);
    }

    /** Answers events as a script would; those for which this gives false are accepted. */
    public void answer(Predicate<ApplicationEvent> answer) {
        this.answer = answer;
    }

    /** Serves RTMFP clients, of this host and any port for 0. */
    public RtmfpServer serveRtmfp(String host, int port, RtmfpServer.Relaying relaying) throws IOException {
        return RtmfpServer.start(
                new RtmfpServer.Surroundings(loops, sessions, referrals, rendezvous, Metrics.NONE),
                new RtmfpServer.Settings(
                        new InetSocketAddress(host, port),
                        null,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        relaying));
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        loops.shutdown();
    }

    private Behavior<ApplicationEvent> applications() {
        return Behaviors.receiveMessage(event -> {
            events.add(event);
            if (!answer.test(event)) {
                accept(event);
            }
            return Behaviors.same();
        });
    }

    private static void accept(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Connecting connecting) {
            connecting.reply().tell(new ConnectOutcome.Accepted(Map.of(), Map.of(), List.of()));
        } else if (event instanceof ApplicationEvent.Called called) {
            called.reply().tell(new CallOutcome.NotFound("Method '" + called.name() + "' not found"));
        } else if (event instanceof ApplicationEvent.Publishing publishing) {
            publishing.reply().tell(new Decision.Allowed(List.of()));
        } else if (event instanceof ApplicationEvent.Subscribing subscribing) {
            subscribing.reply().tell(new Decision.Allowed(List.of()));
        } else if (event instanceof ApplicationEvent.Handshaking handshaking) {
            handshaking.reply().tell(Referral.NONE);
        } else if (event instanceof ApplicationEvent.PeerSought sought) {
            sought.reply().tell(Referral.NONE);
        }
    }
}
