package io.monaserver.domain.publication;

import io.monaserver.common.Clock;
import io.monaserver.domain.Client;
import io.monaserver.domain.Loop;
import io.monaserver.domain.Stream;
import io.monaserver.metrics.Metrics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * The names of all publications of this node: one publisher per name, claimed and given back at once on any thread. A
 * publication's actor lives while somebody uses the name, publisher or listener.
 */
public final class PublicationRegistry {

    private final ActorSystem<?> system;
    private final PublicationSettings settings;
    private final Clock clock;
    private final MediaCounters counters;
    private final @Nullable Recordings recordings;
    private final ConcurrentHashMap<String, StreamState> streams = new ConcurrentHashMap<>();
    private volatile SharedNames elsewhere = SharedNames.NONE;

    /** A registry whose publications are actors of this system, and are not recorded. */
    public PublicationRegistry(ActorSystem<?> system, PublicationSettings settings, Clock clock, Metrics metrics) {
        this(system, settings, clock, metrics, null);
    }

    /** A registry whose publications are actors of this system. */
    public PublicationRegistry(
            ActorSystem<?> system,
            PublicationSettings settings,
            Clock clock,
            Metrics metrics,
            @Nullable Recordings recordings) {
        this.recordings = recordings;
        this.system = system;
        this.settings = settings;
        this.clock = clock;
        this.counters = new MediaCounters(metrics);
    }

    /** Has the names of other nodes respected, and changes of this node's told, from now on. */
    public void share(SharedNames elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** {@link #claim(String, Claimant, PublisherPeer, Loop) Claims} a name for a client. */
    public Optional<Publisher> claim(String name, PublisherPeer peer, Loop loop) {
        return claim(name, Claimant.CLIENT, peer, loop);
    }

    /**
     * Claims a name. The publication does not run before {@link Publisher#start}.
     *
     * @return nothing when somebody else is publishing under this name
     */
    public Optional<Publisher> claim(String name, Claimant by, PublisherPeer peer, Loop loop) {
        if (by == Claimant.CLIENT && elsewhere.isTaken(name)) {
            return Optional.empty();
        }
        AtomicReference<@Nullable Publisher> claimed = new AtomicReference<>();
        AtomicReference<@Nullable Publisher> displaced = new AtomicReference<>();
        streams.compute(name, (key, known) -> {
            Publisher holder = known == null ? null : known.claim;
            if (holder != null && (holder.by() != Claimant.RELAY || by == Claimant.RELAY)) {
                return known;
            }
            StreamState stream = known == null ? create(name, loop) : known;
            if (holder == null) {
                stream.users++;
            } else {
                stop(holder);
                displaced.set(holder);
            }
            stream.claim = new Publisher(stream, this, peer, by);
            claimed.set(stream.claim);
            return stream;
        });
        Publisher relay = displaced.get();
        if (relay != null) {
            relay.peer().onClose("", "");
        }
        elsewhere.onChange(name);
        return Optional.ofNullable(claimed.get());
    }

    /** How a name is used on this node. */
    public NameUse use(String name) {
        NameUse[] use = {NameUse.NONE};
        streams.computeIfPresent(name, (key, known) -> {
            Publisher claim = known.claim;
            boolean isWanted = known.listening > 0;
            use[0] =
                    claim == null ? new NameUse(null, 0, isWanted) : new NameUse(claim.by(), claim.stampMs(), isWanted);
            return known;
        });
        return use[0];
    }

    /** A subscription, which gets nothing before {@link Listener#join}; it must {@link Listener#leave} in any case. */
    public Listener listen(Client client, ListenRequest request, Loop loop) {
        StreamState stream = streams.compute(request.name(), (key, known) -> {
            StreamState used = known == null ? create(key, loop) : known;
            used.users++;
            return used;
        });
        return new Listener(client, stream, request, this);
    }

    /** The publication of this name, whether it runs or only has listeners that wait. */
    public Optional<Stream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** The event loop on whose thread the publication of this name runs. */
    public Optional<Loop> loop(String name) {
        return Optional.ofNullable(streams.get(name)).map(StreamState::loop);
    }

    /** All publications, in no order. */
    public Collection<Stream> streams() {
        return List.copyOf(streams.values());
    }

    /** How publications are recorded; empty where they are not. */
    public Optional<Recordings> recordings() {
        return Optional.ofNullable(recordings);
    }

    Clock clock() {
        return clock;
    }

    MediaCounters counters() {
        return counters;
    }

    PublicationSettings settings() {
        return settings;
    }

    void start(Publisher publisher) {
        StreamState stream = publisher.state();
        streams.computeIfPresent(stream.name(), (key, known) -> {
            if (known.claim == publisher) {
                known.running(true);
                known.actor().tell(new Publication.Start(publisher));
            }
            return known;
        });
        elsewhere.onChange(stream.name());
    }

    void releaseClaim(Publisher publisher) {
        String name = publisher.state().name();
        streams.computeIfPresent(name, (key, known) -> {
            if (known.claim != publisher) {
                return known;
            }
            stop(publisher);
            known.claim = null;
            return afterRelease(known);
        });
        elsewhere.onChange(name);
    }

    private static void stop(Publisher publisher) {
        publisher.state().running(false);
        publisher.state().actor().tell(new Publication.Stop(publisher));
    }

    void joined(StreamState stream) {
        streams.computeIfPresent(stream.name(), (key, known) -> {
            known.listening++;
            return known;
        });
        elsewhere.onChange(stream.name());
    }

    void left(StreamState stream, boolean hadJoined) {
        streams.computeIfPresent(stream.name(), (key, known) -> {
            known.listening -= hadJoined ? 1 : 0;
            return afterRelease(known);
        });
        elsewhere.onChange(stream.name());
    }

    private static @Nullable StreamState afterRelease(StreamState stream) {
        stream.users--;
        if (stream.users > 0) {
            return stream;
        }
        stream.actor().tell(Publication.End.INSTANCE);
        return null;
    }

    private StreamState create(String name, Loop loop) {
        StreamState stream = new StreamState(name, loop, clock);
        ActorRef<Publication.Command> actor =
                system.systemActorOf(Publication.create(stream, this), actorName(), loop.dispatcher());
        stream.bind(actor);
        return stream;
    }

    private static String actorName() {
        return "publication-" + UUID.randomUUID();
    }
}
