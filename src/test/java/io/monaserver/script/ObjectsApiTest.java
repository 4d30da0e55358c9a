package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.codec.json.JsonFormat;
import io.monaserver.common.ClientId;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.Effect;
import io.monaserver.domain.group.SharedGroups;
import io.monaserver.testkit.TestClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections, groups, writers and the life of objects, as scripts use them. */
class ObjectsApiTest {

    @TempDir
    static Path dir;

    private static LuaBench bench;

    @BeforeAll
    static void start() {
        bench = new LuaBench(dir, "game.level=7", "game.name=chess");
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mona.clients",
                "mona.publications",
                "mona.groups",
                "mona.servers",
                "mona.servers.initiators",
                "mona.servers.targets",
                "mona.configs",
                "mona.configs.RTMP",
                "mona.environment",
                "mona.arguments",
                "client.properties",
                "client.parameters",
                "clients",
                "children"
            })
    void everyCollectionAnswersInEveryForm(String collection) {
        String code = """
                local c = %s
                local n, seen = 0, true
                for k, v in pairs(c) do
                  n = n + 1
                  seen = seen and c(k) == v and c[k] == v
                end
                local m = 0
                for k, v in c:pairs() do m = m + 1 end
                local walked, key = 0, next(c)
                while key ~= nil do walked, key = walked + 1, next(c, key) end
                local numbered = 0
                for i, v in ipairs(c) do numbered = numbered + 1 end
                return seen, n == m, n == walked, n == numbered, n == #c, n == c.count, type(c)
                """.formatted(collection);

        assertThat(bench.run(code)).isEqualTo("true,true,true,true,true,true,\"table\"");
    }

    @Test
    void configurationIsSectionsAndConverts() {
        assertThat(bench.run("return mona.configs.game.level, mona.configs.game('name'), mona.game.level"))
                .isEqualTo("7,\"chess\",7");
        assertThat(bench.run("local game = mona:fromJSON(mona:toJSON(mona.configs.game)) return game.level, game.name"))
                .isEqualTo("7,\"chess\"");
        assertThat(bench.run("return (mona:toJSON(mona.configs)):sub(1,2), pcall(mona.toJSON, mona, client)"))
                .startsWith("\"[{\",false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.id",
                "client.address.port",
                "client.writer",
                "mona.clients",
                "mona.groups",
                "mona:createIPAddress().isIPv6"
            })
    void readOnlyPropertiesRefuseAssignmentByName(String property) {
        String name = property.substring(property.lastIndexOf('.') + 1);

        assertThat(bench.run("local ok, e = pcall(function() " + property + " = 1 end) return ok, e"))
                .startsWith("false,")
                .endsWith("." + name + " is read-only\"");
    }

    @Test
    void objectsKeepFieldsAndAreKeys() {
        assertThat(bench.run("""
                local p = mona:publish("keys")
                local seen = {[p] = 1, [client] = 2, [client.writer] = 3, [client.properties] = 4, [p.audioQOS] = 5}
                p.own, client.writer.own, p.audioQOS.own, p.listeners.own = 1, 2, 3, 4
                local again = mona.publications["keys"]
                local result = {seen[again], seen[mona.clients(client.id)], seen[client.writer],
                  seen[client.properties], seen[again.audioQOS], again.own,
                  client.writer.own, again.audioQOS.own, again.listeners.own}
                p:close()
                return table.concat(result, " ")
                """)).isEqualTo("\"1 2 3 4 5 1 2 3 4\"");
    }

    @Test
    void clientThatHasGoneStillAnswersAndTakesNoWriting() {
        TestClient other = bench.node.connected("/bench");
        String id = other.id().toString();
        bench.run("kept = mona.clients('" + id + "') kept.mark = 1 w = kept.writer:newWriter()");

        bench.node.disconnect(other);

        assertThat(bench.run("kept.writer:writeInvocation('f', 1) w:writeMessage(2) w:close() kept.writer:close() "
                        + "return kept.id, kept.mark, mona.clients(kept.id) == nil, kept.path"))
                .isEqualTo("\"" + id + "\",1,true,\"/bench\"");
        assertThat(other.effects()).isEmpty();
    }

    @Test
    void clientIsFoundByEitherId() {
        assertThat(bench.run("return mona.clients(client.rawId) == client, clients(client.id) == client"))
                .isEqualTo("true,true");
    }

    @Test
    void createdWriterIsManagedUntilItIsClosed() {
        TestClient other = bench.node.connected("/bench");
        bench.node.answer(
                other,
                "run",
                "[\"w = client.writer:newWriter() " + "function w:onManage() self:writeInvocation('tick') end\"]");

        await().untilAsserted(() -> assertThat(other.effects())
                .anyMatch(effect ->
                        effect instanceof Effect.Invocation call && call.name().equals("tick")));

        assertThat(bench.run("w:close() return w.qos.byteRate >= 0, w.qos.lastSendingTime > 0, w.reliable"))
                .isEqualTo("true,true,true");
        bench.node.disconnect(other);
    }

    @Test
    void writerOfAClosedChannelIsSilent() {
        TestClient other = bench.node.connected("/bench");
        bench.node.answer(other, "run", "[\"local w = client.writer:newWriter() w:close() w:writeRaw('x')\"]");

        assertThat(other.effects()).isEmpty();
        bench.node.disconnect(other);
    }

    @Test
    void groupsHoldVirtualMembersUntilTheyAreReleased() {
        assertThat(bench.run("""
                local peer, group = ("a"):rep(64), ("b"):rep(32)
                member = mona:joinGroup(peer, group)
                local g = mona.groups(group)
                return #mona.groups, g.id == ("62"):rep(32), g:size(), g.members(peer) == member, member.id == peer,
                  #member.rawId, mona.groups[g.id] == g, mona.groups:join(peer, "bad")
                """)).isEqualTo("1,true,1,true,true,32,true,null");
        assertThat(bench.node.groups.groups()).hasSize(1);

        assertThat(bench.run("member:release() member:release() return #mona.groups"))
                .isEqualTo("0");
        await().until(() -> bench.node.groups.groups().isEmpty());
    }

    @Test
    void groupHasTheMembersThatItHasOnOtherServers() {
        ClientId group = ClientId.random();
        ClientId distant = ClientId.random();
        Set<ClientId> there = ConcurrentHashMap.newKeySet();
        bench.node.groups.share(new SharedGroups() {
            @Override
            public Set<ClientId> members(ClientId id) {
                return there;
            }

            @Override
            public boolean isMember(ClientId id, ClientId peer) {
                return there.contains(peer);
            }

            @Override
            public void onChange(ClientId id, ClientId peer) {
                // Nobody is told.
            }
        });
        there.add(distant);
        bench.run("member = mona:joinGroup(('a'):rep(64), '" + group + "')");
        String face = "mona.groups('" + group + "').members('" + distant + "')";

        await().untilAsserted(() -> assertThat(bench.run("return mona.groups('" + group + "'):size()"))
                .isEqualTo("2"));
        assertThat(bench.run("local m = " + face + " m:release() return m.id, m == " + face))
                .isEqualTo("\"" + distant + "\",true");
        there.clear();
        bench.node.groups.onElsewhere(group, Set.of(distant));
        await().untilAsserted(() ->
                assertThat(bench.run("return " + face + " == nil")).isEqualTo("true"));

        there.add(distant);
        bench.node.groups.onElsewhere(group, Set.of(distant));
        await().untilAsserted(() -> assertThat(bench.run("return mona.groups('" + group + "'):size()"))
                .isEqualTo("2"));
        bench.run("member:release()");
        await().untilAsserted(() -> assertThat(bench.run("return #mona.groups")).isEqualTo("0"));
        bench.node.groups.share(SharedGroups.NONE);
    }

    @Test
    void memberThatNobodyRefersToLeaves() {
        bench.run("mona:joinGroup(('c'):rep(64), ('d'):rep(64))");

        await().untilAsserted(() -> {
            System.gc();
            assertThat(bench.run("return #mona.groups")).isEqualTo("0");
        });
    }

    @Test
    void clientsAreToldOfTheGroupsTheyJoinAndLeave() {
        TestClient other = TestClient.of("/bench", JsonFormat.INSTANCE);
        bench.node.connect(other, "[]");
        bench.node.answer(
                other,
                "run",
                "[\"log = '' "
                        + "function client:onJoinGroup(g) log = log..'+'..g:size()..#mona.groups end "
                        + "function client:onUnjoinGroup(g) log = log..'-'..g:size()..#mona.groups end\"]");
        ClientId group = ClientId.random();

        bench.node.applications.tell(new ApplicationEvent.GroupJoined(other, group));
        assertThat(bench.run("return mona.groups('" + group + "').members('" + other.id() + "').id"))
                .isEqualTo("\"" + other.id() + "\"");
        bench.node.applications.tell(new ApplicationEvent.GroupLeft(other, group));

        assertThat(bench.run("return log")).isEqualTo("\"+11-00\"");
        bench.node.disconnect(other);
    }

    @Test
    void publicationPushesXmlRpc() {
        assertThat(bench.run("local p = mona:publish('x') p:pushXMLRPCData('a', 1) p:flush() p:close() return 1"))
                .isEqualTo("1");
    }
}
