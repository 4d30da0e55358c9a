package io.monaserver.domain.client;

import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Client;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.Listener;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.RecordMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the streams of one session publish and listen to. Belongs to the session's actor. */
final class SessionStreams {

    private final Sessions sessions;
    private final Loop loop;
    private final Consumer<List<Effect>> effects;
    private final Map<Integer, Publisher> publishers = new HashMap<>();
    private final Map<Integer, Listener> listeners = new HashMap<>();
    private final Set<Object> undecided = new HashSet<>();

    SessionStreams(Sessions sessions, Loop loop, Consumer<List<Effect>> effects) {
        this.sessions = sessions;
        this.loop = loop;
        this.effects = effects;
    }

    /** Claims the name, to be decided on by a script; or answers the wish at once. */
    Optional<Publisher> publish(Client client, ClientSession.Publish publish) {
        close(client, publish.stream());
        if (publish.mode() != RecordMode.LIVE && file(client, publish).isEmpty()) {
            publish.replyTo().tell(new PublishOutcome.NotRecordable(publish.name() + " cannot be recorded"));
            return Optional.empty();
        }
        Optional<Publisher> claim = sessions.publications().claim(publish.name(), publish.peer(), loop);
        if (claim.isEmpty()) {
            publish.replyTo().tell(new PublishOutcome.NameTaken(publish.name() + " is already publishing"));
        }
        claim.ifPresent(undecided::add);
        return claim;
    }

    void onPublishDecision(Client client, ClientSession.Publish publish, Publisher claim, Decision decision) {
        undecided.remove(claim);
        effects.accept(decision.effects());
        if (decision instanceof Decision.Refused refused) {
            claim.release();
            publish.replyTo().tell(new PublishOutcome.Refused(refused.text()));
            return;
        }
        close(client, publish.stream());
        publishers.put(publish.stream(), claim);
        if (publish.mode() != RecordMode.LIVE) {
            file(client, publish).ifPresent(file -> claim.record(file, publish.mode()));
        }
        claim.start();
        publish.replyTo().tell(new PublishOutcome.Published(claim));
    }

    private Optional<Path> file(Client client, ClientSession.Publish publish) {
        return sessions.publications()
                .recordings()
                .flatMap(recordings -> recordings.file(client.path(), publish.name()));
    }

    /** Prepares to listen, to be decided on by a script; or answers the wish at once. */
    Optional<Listener> play(Client client, ClientSession.Play play) {
        String name = play.request().name();
        closeListener(play.stream());
        if (listeners.values().stream()
                .anyMatch(listener -> listener.stream().name().equals(name))) {
            play.replyTo().tell(new PlayOutcome.Refused("Already subscribed to " + name));
            return Optional.empty();
        }
        Listener listener = sessions.publications().listen(client, play.request(), loop);
        undecided.add(listener);
        return Optional.of(listener);
    }

    void onPlayDecision(ClientSession.Play play, Listener listener, Decision decision) {
        undecided.remove(listener);
        effects.accept(decision.effects());
        if (decision instanceof Decision.Refused refused) {
            listener.leave();
            play.replyTo().tell(new PlayOutcome.Refused(refused.text()));
            return;
        }
        closeListener(play.stream());
        listeners.put(play.stream(), listener);
        play.replyTo().tell(new PlayOutcome.Playing(listener));
        listener.join();
    }

    void close(Client client, int stream) {
        Publisher publisher = publishers.remove(stream);
        if (publisher != null) {
            end(client, publisher);
        }
        closeListener(stream);
    }

    /** Gives everything back, also what no script has decided on yet. */
    void closeAll(Client client) {
        Set<Integer> streams = new HashSet<>(publishers.keySet());
        streams.addAll(listeners.keySet());
        streams.forEach(stream -> close(client, stream));
        for (Object waiting : undecided) {
            if (waiting instanceof Publisher publisher) {
                end(client, publisher);
            } else if (waiting instanceof Listener listener) {
                end(listener);
            }
        }
        undecided.clear();
    }

    private void closeListener(int stream) {
        Listener listener = listeners.remove(stream);
        if (listener != null) {
            end(listener);
        }
    }

    private void end(Client client, Publisher publisher) {
        publisher.release();
        sessions.applications().tell(new ApplicationEvent.Unpublished(client, publisher.stream()));
    }

    private void end(Listener listener) {
        listener.leave();
        sessions.applications().tell(new ApplicationEvent.Unsubscribed(listener));
    }
}
