package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Decision;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.testkit.Packets;
import io.monaserver.testkit.TestClient;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents do with several servers, in scripts of their form: of two servers one dials the other. */
class ClusterScriptsTest {

    private static final ServerInfo DIALLED = server("b", true);
    private static final ServerInfo DIALLING = server("a", false);

    /** Each server hands its publications on to the one that it dials. */
    private static final String CHAIN = """
            following = nil
            got = ""
            function onConnection(client)
              function client:onPublish(publication)
                if following then following:send("publish", publication.name) end
                function publication:onVideo(time, packet)
                  if following then following:send("video", publication.name, time, packet) end
                end
              end
              function client:onUnpublish(publication)
                if following then following:send("unpublish", publication.name) end
              end
              function client:onSubscribe(listener)
                if following then error(following.host) end
              end
              function client:state() return mona.publications["live"] ~= nil, got end
            end
            function onServerConnection(server)
              if server.isTarget then
                if following then error("following server already connected") end
                following = server
                for id, publication in pairs(mona.publications) do following:send("publish", publication.name) end
                return
              end
              server.publications = {}
              function server:publish(name)
                local publication = mona:publish(name)
                self.publications[name] = publication
                function publication:onVideo(time, packet) got = got .. #packet .. "@" .. time .. " " end
              end
              function server:unpublish(name)
                if self.publications[name] then self.publications[name]:close() end
                self.publications[name] = nil
              end
              function server:video(name, time, packet)
                local publication = self.publications[name]
                if publication then publication:pushVideo(time, packet) end
              end
            end
            function onServerDisconnection(server)
              if server.isTarget then following = nil return end
              for id, publication in pairs(server.publications) do publication:close() end
            end
            """;

    /** The members of a group meet whichever server they are on. */
    private static final String GROUPS = """
            function onConnection(client)
              function client:join(group, id) mona.servers:broadcast("join", group, id) end
              function client:members(group) return mona.groups(group) and mona.groups(group):size() or 0 end
            end
            function onServerConnection(server)
              server.groups = {}
              function server:join(group, id)
                local member = mona:joinGroup(id, group)
                if not member then return end
                self.groups[group] = self.groups[group] or {}
                self.groups[group][id] = member
              end
            end
            function onServerDisconnection(server)
              for id, group in pairs(server.groups) do
                for id, member in pairs(group) do member:release() end
              end
            end
            """;

    @TempDir
    Path dir;

    private ScriptFixture a;
    private ScriptFixture b;

    @AfterEach
    void stop() {
        a.close();
        b.close();
    }

    @Test
    void publicationsPassFromServerToServer() throws Exception {
        start(CHAIN);
        TestClient publishing = a.connected("");
        TestClient watching = b.connected("");
        link();

        Publisher publisher =
                a.publications.claim("live", new Patient(), a.loops.any()).orElseThrow();
        Decision decision = a.ask(reply -> new ApplicationEvent.Publishing(publishing, publisher.stream(), reply));
        assertThat(decision).isInstanceOf(Decision.Allowed.class);
        publisher.start();
        publisher.push(Packets.key(40));
        publisher.flush();

        await().untilAsserted(
                        () -> assertThat(b.answer(watching, "state", "[]")).matches("\\[true,\"\\d+@\\d+ \"\\]"));
        a.applications.tell(new ApplicationEvent.Unpublished(publishing, publisher.stream()));
        await().untilAsserted(
                        () -> assertThat(b.answer(watching, "state", "[]")).startsWith("[false"));
    }

    @Test
    void secondServerToFollowIsRejectedAndTheFirstStays() throws Exception {
        start(CHAIN);
        link();
        Link second = new Link(b, DIALLING);
        a.applications.tell(new ApplicationEvent.ServerConnected(server("c", true), second));

        await().untilAsserted(() -> assertThat(second.rejected).isEqualTo("following server already connected"));
        a.applications.tell(new ApplicationEvent.ServerDisconnected(server("c", true), "rejected"));
        a.connected("");
        assertThat(a.answer(a.connected(""), "state", "[]")).isEqualTo("[false,\"\"]");
    }

    @Test
    void membersOfAnotherServerVanishWithIt() throws Exception {
        start(GROUPS);
        link();
        String group = "11".repeat(32);
        TestClient there = b.connected("");

        a.answer(a.connected(""), "join", "[\"" + group + "\",\"" + "22".repeat(32) + "\"]");
        await().untilAsserted(() ->
                assertThat(b.answer(there, "members", "[\"" + group + "\"]")).isEqualTo("[1]"));

        b.applications.tell(new ApplicationEvent.ServerDisconnected(DIALLING, "gone"));
        await().untilAsserted(() ->
                assertThat(b.answer(there, "members", "[\"" + group + "\"]")).isEqualTo("[0]"));
    }

    private void start(String script) throws Exception {
        for (String name : List.of("a", "b")) {
            Path main = dir.resolve(name).resolve("www/main.lua");
            Files.createDirectories(main.getParent());
            Files.writeString(main, script, StandardCharsets.UTF_8);
        }
        a = new ScriptFixture(dir.resolve("a"), Clock.SYSTEM);
        b = new ScriptFixture(dir.resolve("b"), Clock.SYSTEM);
    }

    private void link() {
        a.applications.tell(new ApplicationEvent.ServerConnected(DIALLED, new Link(b, DIALLING)));
        b.applications.tell(new ApplicationEvent.ServerConnected(DIALLING, new Link(a, DIALLED)));
    }

    private static ServerInfo server(String name, boolean isTarget) {
        return new ServerInfo(
                name, new InetSocketAddress("127.0.0.1", 25_520), name + ".example", isTarget, Map.of(), Map.of());
    }

    /** Brings calls to the scripts of the other server, which knows this one by that name. */
    private static final class Link implements ServerChannel {

        private final ScriptFixture other;
        private final ServerInfo self;
        private volatile String rejected = "";

        Link(ScriptFixture other, ServerInfo self) {
            this.other = other;
            this.self = self;
        }

        @Override
        public @Nullable String send(ServerCall call) {
            other.applications.tell(new ApplicationEvent.ServerCalled(self, List.of(call), () -> {}));
            return null;
        }

        @Override
        public void reject(String reason) {
            rejected = reason;
        }
    }

    private static final class Patient implements PublisherPeer {

        @Override
        public void onClose(String code, String description) {}

        @Override
        public void onCredit() {}
    }
}
