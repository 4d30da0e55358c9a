package io.monaserver.script;

import com.typesafe.config.ConfigFactory;
import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.Clock;
import io.monaserver.config.ConfigException;
import io.monaserver.config.ConfigSources;
import io.monaserver.config.ServerConfig;
import io.monaserver.data.DataStore;
import io.monaserver.data.DataTree;
import io.monaserver.data.lmdb.LmdbStore;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Blacklist;
import io.monaserver.domain.CallOutcome;
import io.monaserver.domain.Client;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Effect;
import io.monaserver.domain.Reply;
import io.monaserver.domain.group.GroupRegistry;
import io.monaserver.domain.publication.PublicationRegistry;
import io.monaserver.domain.publication.PublicationSettings;
import io.monaserver.domain.publication.Recordings;
import io.monaserver.metrics.Metrics;
import io.monaserver.testkit.TestClient;
import io.monaserver.transport.net.EventLoops;
import io.monaserver.transport.socket.ScriptSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** A node's lane with real actors, over a folder of applications, spoken to in JSON. */
public final class ScriptFixture implements AutoCloseable {

    public final EventLoops loops = new EventLoops(1);
    public final Path www;
    public final DataStore store;
    public final ScriptLane lane;
    public final ActorTestKit kit;
    public final PublicationRegistry publications;
    public final GroupRegistry groups;
    public final Blacklist blacklist = new Blacklist(Metrics.NONE);
    public final ActorRef<ApplicationEvent> applications;

    public ScriptFixture(Path dir, Clock clock, String... settings) {
        www = dir.resolve("www");
        try {
            Files.createDirectories(www);
            ServerConfig config =
                    ServerConfig.load(new ConfigSources(dir, true, null, List.of(settings), Map.of("my.fact", "7")));
            store = new LmdbStore(dir.resolve("data"), Duration.ofMillis(100), 1L << 30);
            lane = new ScriptLane(config, clock, Metrics.NONE);
        } catch (ConfigException | IOException unusable) {
            throw new IllegalStateException(unusable);
        }
        kit = ActorTestKit.create(lane.dispatchers()
                .withFallback(loops.dispatchers())
                .withFallback(ConfigFactory.load())
                .resolve());
        publications = new PublicationRegistry(
                kit.system(), PublicationSettings.DEFAULT, clock, Metrics.NONE, new Recordings(kit.system(), www));
        groups = new GroupRegistry(kit.system());
        applications = lane.start(
                kit.system(),
                new NodeParts(
                        DataTree.load(store, 1L << 30),
                        publications,
                        groups,
                        blacklist,
                        loops::any,
                        new ScriptSockets(loops, blacklist, 1 << 20)));
    }

    /** Writes an application's main.lua. The root application starts with the lane: write its file before that. */
    public void write(String path, String script) {
        try {
            Path file = www.resolve(path).resolve("main.lua");
            Files.createDirectories(file.getParent());
            Files.writeString(file, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> T ask(Function<Reply<T>, ApplicationEvent> event) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        applications.tell(event.apply(answer::complete));
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer from the lane", e);
        }
    }

    public static TestClient client(String path) {
        return TestClient.of(path, JsonFormat.INSTANCE);
    }

    public ConnectOutcome connect(Client client, String json) {
        return ask(reply -> new ApplicationEvent.Connecting(
                client, JsonFormat.INSTANCE.newReader(json.getBytes(StandardCharsets.UTF_8)), reply));
    }

    public void disconnect(Client client) {
        applications.tell(new ApplicationEvent.Disconnected(client));
    }

    /** A client of an application that let it in. */
    public TestClient connected(String path) {
        TestClient client = client(path);
        ConnectOutcome outcome = connect(client, "[]");
        if (!(outcome instanceof ConnectOutcome.Accepted)) {
            throw new AssertionError("refused: " + outcome);
        }
        return client;
    }

    public CallOutcome call(Client client, String name, String json) {
        return ask(reply -> new ApplicationEvent.Called(
                client, name, JsonFormat.INSTANCE.newReader(json.getBytes(StandardCharsets.UTF_8)), reply));
    }

    /** The answer to a call as text: the values in JSON, or what went wrong. */
    public String answer(Client client, String name, String json) {
        CallOutcome outcome = call(client, name, json);
        if (outcome instanceof CallOutcome.Failed failed) {
            return "failed: " + failed.text();
        }
        if (outcome instanceof CallOutcome.NotFound missing) {
            return "not found: " + missing.text();
        }
        return outcome.effects().stream()
                .filter(Effect.Message.class::isInstance)
                .map(effect -> new String(((Effect.Message) effect).values(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("nothing");
    }

    @Override
    public void close() {
        try {
            lane.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kit.shutdownTestKit();
        loops.shutdown();
        store.close();
    }
}
