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

    /**
     * Claims a name. The publication does not run before {@link Publisher#start}.
     *
     * @return nothing when somebody else is publishing under this name
     */
    public Optional<Publisher> claim(String name, PublisherPeer peer, Loop loop) {
        AtomicReference<@Nullable Publisher> claimed = new AtomicReference<>();
        streams.compute(name, (key, known) -> {
            if (known != null && known.claimed) {
                return known;
            }
            StreamState stream = known == null ? create(name, loop) : known;
            stream.claimed = true;
            stream.users++;
            claimed.set(new Publisher(stream, this, peer));
            return stream;
        });
        return Optional.ofNullable(claimed.get());
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

    void releaseClaim(StreamState stream) {
        streams.computeIfPresent(stream.name(), (key, known) -> {
            known.claimed = false;
            return afterRelease(known);
        });
    }

    void release(StreamState stream) {
        streams.computeIfPresent(stream.name(), (key, known) -> afterRelease(known));
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
        StreamState stream = new StreamState(name, clock);
        ActorRef<Publication.Command> actor =
                system.systemActorOf(Publication.create(stream, this), actorName(), loop.dispatcher());
        stream.bind(actor);
        return stream;
    }

    private static String actorName() {
        return "publication-" + UUID.randomUUID();
    }
}
