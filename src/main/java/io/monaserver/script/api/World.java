package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.domain.Client;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.Stream;
import io.monaserver.domain.StreamListener;
import io.monaserver.domain.StreamTap;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.script.binding.LuaValues;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lane's own copy of what is connected and published: every subject has its one object here. Changed by events
 * only, in their order.
 */
public final class World {

    private static final Cleaner CLEANER = Cleaner.create();

    private final ClientsObject clients = new ClientsObject();
    private final PublicationsObject publications = new PublicationsObject();
    private final ServersObject servers;
    private final IdentityHashMap<Client, ClientObject> faces = new IdentityHashMap<>();
    private final Map<String, ClientsObject> byPath = new HashMap<>();
    private final IdentityHashMap<StreamListener, ListenerObject> listeners = new IdentityHashMap<>();
    private final List<ClientObject> touched = new ArrayList<>();
    private final List<PublicationObject> pushed = new ArrayList<>();
    private final Set<WriterObject> managed = new LinkedHashSet<>();
    private final Function<PublicationObject, StreamTap> taps;
    private final GroupWorld groups;
    private final Conduct conduct;
    private final Clock clock;

    /**
     * How its objects behave.
     *
     * @param original whether the original's code decides where it disagrees with its documents
     * @param values the way of values between scripts and formats
     */
    public record Conduct(boolean original, LuaValues values) {}

    /** A world whose publications' packets come by these taps. */
    public World(Function<PublicationObject, StreamTap> taps, GroupWorld groups, Conduct conduct, Clock clock) {
        this.taps = taps;
        this.groups = groups;
        this.conduct = conduct;
        this.servers = new ServersObject(conduct.values());
        this.clock = clock;
    }

    /** All groups. */
    public GroupWorld groups() {
        return groups;
    }

    /** Whether the original's code decides where it disagrees with its documents. */
    public boolean isOriginal() {
        return conduct.original();
    }

    /** The way of values between scripts and formats. */
    public LuaValues values() {
        return conduct.values();
    }

    Clock clock() {
        return clock;
    }

    /** Has a writer's onManage called, or no longer. */
    void manage(WriterObject writer, boolean isManaged) {
        if (isManaged) {
            managed.add(writer);
        } else {
            managed.remove(writer);
        }
    }

    /** The writers of connected clients that have a function onManage. */
    public List<WriterObject> managedWriters() {
        return List.copyOf(managed);
    }

    StreamTap tap(PublicationObject publication) {
        return taps.apply(publication);
    }

    void hasEffects(ClientObject client) {
        touched.add(client);
    }

    void hasPackets(PublicationObject publication) {
        pushed.add(publication);
    }

    /**
     * Sends what was done to clients, but for one whose answer takes it along, and delivers what was pushed to
     * publications: the documented publication chain never calls {@code flush}.
     */
    public void sendEffects(@Nullable ClientObject answered) {
        for (int i = 0; i < pushed.size(); i++) {
            pushed.get(i).flush();
        }
        pushed.clear();
        for (int i = 0; i < touched.size(); i++) {
            ClientObject client = touched.get(i);
            if (answered == null || !client.raweq(answered)) {
                client.client().send(client.takeEffects());
            }
        }
        touched.clear();
    }

    /** All clients. */
    public ClientsObject clients() {
        return clients;
    }

    /** The clients of one application. */
    public ClientsObject clients(String path) {
        return byPath.computeIfAbsent(path, key -> new ClientsObject());
    }

    /** All publications. */
    public PublicationsObject publications() {
        return publications;
    }

    /** All servers. */
    public ServersObject servers() {
        return servers;
    }

    /** The objects of all servers, in the order of their connection. */
    public List<ServerObject> connectedServers() {
        return servers.servers();
    }

    /** Whether a publication is known to be published. */
    public boolean isPublished(Stream stream) {
        return publications.isPublished(stream);
    }

    /** The object of a client, new if it was not seen yet. */
    public ClientObject client(Client client) {
        return faces.computeIfAbsent(client, key -> new ClientObject(key, this));
    }

    /** A client was accepted. */
    public void onConnected(ClientObject client) {
        clients.add(client);
        clients(client.path()).add(client);
    }

    /** A client has gone, or was not accepted. */
    public void onDisconnected(ClientObject client) {
        clients.remove(client);
        clients(client.path()).remove(client);
        client.markGone();
        managed.removeIf(writer -> writer.isOf(client));
        faces.remove(client.client());
    }

    /** Whether a client was accepted and has not gone. */
    public boolean isConnected(ClientObject client) {
        return client.raweq(clients.element(client.id()));
    }

    /** The object of a publication, new if it was not seen yet. */
    public PublicationObject publication(Stream stream) {
        PublicationObject known = publications.find(stream);
        return known == null ? new PublicationObject(stream, this, null) : known;
    }

    /** A client publishes. */
    public void onPublished(PublicationObject publication) {
        publications.add(publication, true);
    }

    /** A publication's publisher has gone. */
    public void onUnpublished(Stream stream) {
        publications.onUnpublished(stream);
    }

    /** The publication of a script, which ends when no script refers to it any more. */
    public PublicationObject publishedByScript(Publisher publisher, java.util.concurrent.Executor lane) {
        PublicationObject publication = new PublicationObject(publisher.stream(), this, publisher);
        publications.add(publication, true);
        CLEANER.register(
                publication,
                () -> lane.execute(() -> {
                    publisher.release();
                    publications.onUnpublished(publisher.stream());
                }));
        return publication;
    }

    /** The object of a subscription, new if it was not seen yet. */
    public ListenerObject listener(StreamListener listener) {
        return listeners.computeIfAbsent(
                listener, key -> new ListenerObject(key, client(key.client()), publication(key.stream())));
    }

    /** A subscription was allowed. */
    public void onSubscribed(ListenerObject listener) {
        PublicationObject publication = listener.publicationObject();
        publication.listenersObject().add(listener);
        publications.add(publication, false);
    }

    /** A subscription has ended, or was not allowed; null if it was never seen. */
    public @Nullable ListenerObject onUnsubscribed(StreamListener listener) {
        ListenerObject object = listeners.remove(listener);
        if (object != null) {
            object.publicationObject().listenersObject().remove(object);
            publications.review(listener.stream());
        }
        return object;
    }

    /** A link is up. */
    public ServerObject onServerConnected(ServerInfo info, ServerChannel channel) {
        ServerObject server = new ServerObject(info, channel, this);
        servers.add(server);
        return server;
    }

    /** The object of a server; null once the link is down. */
    public @Nullable ServerObject server(ServerInfo info) {
        return servers.find(info);
    }

    /** A link is down; null if it was never seen. */
    public @Nullable ServerObject onServerDisconnected(ServerInfo info) {
        return servers.remove(info);
    }

    /** Tells one server, or all for null, which applications run here. */
    public void announce(@Nullable ServerObject server, Collection<String> paths) {
        ServerCall call = ServerCalls.running(paths);
        if (server == null) {
            servers.broadcast(call);
        } else {
            server.send(call);
        }
    }
}
