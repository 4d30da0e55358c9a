package io.monaserver.domain.publication;

import io.monaserver.domain.Client;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.QualityOfService;
import io.monaserver.domain.Stream;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.StreamListener;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One subscription: the handle by which its session rules it, and the counters that others read. What it was sent lives
 * in its {@link Delivery}, on the connection's event loop.
 */
public final class Listener implements StreamListener {

    private static final int ALL_KINDS = MediaKind.AUDIO.bit() | MediaKind.VIDEO.bit() | MediaKind.DATA.bit();

    private final Client client;
    private final StreamState stream;
    private final Map<String, String> parameters;
    private final MediaSink sink;
    private final PublicationRegistry registry;
    private final Delivery delivery;
    private final int mergeWriteMs;
    private volatile int wanted = ALL_KINDS;
    private boolean joined;
    private boolean closed;

    Listener(Client client, StreamState stream, ListenRequest request, PublicationRegistry registry) {
        this.client = client;
        this.stream = stream;
        this.parameters = request.parameters();
        this.sink = request.sink();
        this.registry = registry;
        this.mergeWriteMs = mergeWrite(request.parameters(), registry.settings().mergeWriteMs());
        this.delivery = new Delivery(this, registry);
    }

    /** Joins the stream: media flows from here on, beginning with headers and the pictures in progress. */
    public void join() {
        joined = true;
        registry.joined(stream);
        actor().tell(new Publication.AddListener(this));
    }

    /** Leaves the stream. To be called on the session's loop, once or more. */
    public void leave() {
        if (closed) {
            return;
        }
        closed = true;
        delivery.close();
        if (joined) {
            actor().tell(new Publication.RemoveListener(this));
        }
        registry.left(stream, joined);
    }

    /** Stops media without leaving; it resumes with {@code false} at the next key frame. On the session's loop. */
    public void pause(boolean paused) {
        delivery.pause(paused);
    }

    /** The next media is at this place of the listener's own time, in milliseconds from 0. On the session's loop. */
    public void seek(long toMs) {
        delivery.seek(toMs);
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public Stream stream() {
        return stream;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public QualityOfService qos(MediaKind kind) {
        return delivery.qos(kind);
    }

    @Override
    public boolean receives(MediaKind kind) {
        return (wanted & kind.bit()) != 0;
    }

    @Override
    public void receive(MediaKind kind, boolean wanted) {
        sink.loop().execute(() -> this.wanted = wanted ? this.wanted | kind.bit() : this.wanted & ~kind.bit());
    }

    StreamState state() {
        return stream;
    }

    int wanted() {
        return wanted;
    }

    MediaSink sink() {
        return sink;
    }

    Delivery delivery() {
        return delivery;
    }

    int mergeWriteMs() {
        return mergeWriteMs;
    }

    void tell(StreamEvent event) {
        if (!delivery.isClosed()) {
            sink.onEvent(event);
        }
    }

    private ActorRef<Publication.Command> actor() {
        return stream.actor();
    }

    /** A subscription may ask for its own window ({@code ?mergeWrite=100}), within a second. */
    private static int mergeWrite(Map<String, String> parameters, int standard) {
        String text = parameters.get("mergeWrite");
        if (text == null || text.isEmpty() || text.length() > 4 || !text.chars().allMatch(Character::isDigit)) {
            return standard;
        }
        return Math.min(1_000, Integer.parseInt(text));
    }
}
