package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.common.Clock;
import io.monaserver.domain.ApplicationEvent;
import io.monaserver.domain.ConnectOutcome;
import io.monaserver.domain.Decision;
import io.monaserver.domain.Effect;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerInfo;
import io.monaserver.domain.publication.Publisher;
import io.monaserver.domain.publication.PublisherPeer;
import io.monaserver.testkit.ManualClock;
import io.monaserver.testkit.RecordingChannel;
import io.monaserver.testkit.TestClient;
import io.monaserver.testkit.Values;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {

    private static final ServerInfo OTHER =
            new ServerInfo("n2", new InetSocketAddress("127.0.0.1", 2552), "host2", true, Map.of(), Map.of("a.b", "1"));

    @TempDir
    Path dir;

    private ScriptFixture fixture;

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private void start(String rootScript) {
        start(Clock.SYSTEM, rootScript);
    }

    private void start(Clock clock, String rootScript, String... settings) {
        try {
            Path main = dir.resolve("www/main.lua");
            Files.createDirectories(main.getParent());
            Files.writeString(main, rootScript);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        fixture = new ScriptFixture(dir, clock, settings);
    }

    @Test
    void aClientCallsFunctionsThatTheScriptPutOnIt() {
        start("function onConnection(client) function client:add(a, b) return a + b end end");
        TestClient client = fixture.connected("");

        assertThat(fixture.answer(client, "add", "[1,2.5]")).isEqualTo("[3.5]");
        assertThat(fixture.answer(client, "sub", "[]")).isEqualTo("not found: Method 'sub' not found on application /");
    }

    @Test
    void aCallWithoutResultGivesNoMessageAndNilGivesNull() {
        start("function onConnection(c) function c:none() end function c:null() return nil end end");
        TestClient client = fixture.connected("");

        assertThat(fixture.answer(client, "none", "[]")).isEqualTo("nothing");
        assertThat(fixture.answer(client, "null", "[]")).isEqualTo("[null]");
    }

    @Test
    void errorsReachTheClientWithoutTheirPosition() {
        start("function onConnection(c) function c:boom() error('my error') end end");

        assertThat(fixture.answer(fixture.connected(""), "boom", "[]")).isEqualTo("failed: my error");
    }

    @Test
    void onConnectionRejectsWithItsText() {
        start("function onConnection(c, who) if who ~= 'Tom' then error('you are not Tom!') end end");

        ConnectOutcome outcome = fixture.connect(ScriptFixture.client(""), "[\"Ben\"]");

        assertThat(outcome).isEqualTo(new ConnectOutcome.Rejected("you are not Tom!"));
        assertThat(fixture.connect(ScriptFixture.client(""), "[\"Tom\"]")).isInstanceOf(ConnectOutcome.Accepted.class);
    }

    @Test
    void anEmptyErrorRejectsWithTheDefaultText() {
        start("function onConnection(c) error('') end");

        assertThat(fixture.connect(ScriptFixture.client(""), "[]"))
                .isEqualTo(new ConnectOutcome.Rejected("client rejected"));
    }

    @Test
    void aScriptThatBreaksIsToldApartFromOneThatRejects() {
        start("function onConnection(c) local x = nil; x() end");

        assertThat(fixture.connect(ScriptFixture.client(""), "[]"))
                .isEqualTo(new ConnectOutcome.Failed("attempt to call local 'x' (a nil value)"));
    }

    @Test
    void whatOnConnectionReturnsGoesToTheClientAndItsProtocol() {
        start("function onConnection(c) return {message='welcome', timeout=7} end");

        ConnectOutcome outcome = fixture.connect(ScriptFixture.client(""), "[]");

        assertThat(outcome).isInstanceOfSatisfying(ConnectOutcome.Accepted.class, accepted -> {
            assertThat(new String(accepted.info().get("message"))).isEqualTo("[\"welcome\"]");
            assertThat(accepted.parameters()).containsEntry("timeout", "7");
        });
    }

    @Test
    void modulesAreFoundInTheOwnFolderAndInThoseAbove() throws IOException {
        start("");
        Files.createDirectories(fixture.www.resolve("tools"));
        Files.writeString(fixture.www.resolve("tools/text.lua"), "return {name = ... .. ' of all', app = path}");
        fixture.write("a", """
                function onConnection(c)
                  local text, own = require "tools.text", require "own"
                  function c:modules() return text.name, text.app, own, require("own") == own end
                end
                """);
        Files.writeString(fixture.www.resolve("a/own.lua"), "return 'own of ' .. name");

        assertThat(fixture.answer(fixture.connected("/a"), "modules", "[]"))
                .isEqualTo("[\"tools.text of all\",\"/a\",\"own of a\",true]");
    }

    @Test
    void settingsGivenToAClientAreAmongItsParameters() {
        start("function onConnection(c) function c:timeout() return c.parameters.timeout end return {timeout=7} end");

        assertThat(fixture.answer(fixture.connected(""), "timeout", "[]")).isEqualTo("[7]");
    }

    @Test
    void bytesThatAreNoTextDoNoHarmAsNames() {
        start("""
                function onConnection(c)
                  function c:names()
                    local bad = "\\xc3"
                    return pcall(require, bad) == false, io.open(bad) == nil, c.properties[bad] == nil, c[bad] == nil
                  end
                  return {["\\xe9\\xc3"] = 1}
                end
                """);

        assertThat(fixture.answer(fixture.connected(""), "names", "[]")).isEqualTo("[true,true,true,true]");
    }

    @Test
    void anApplicationWithoutFolderDoesNotExist() {
        start("");

        assertThat(fixture.connect(ScriptFixture.client("/nowhere"), "[]"))
                .isEqualTo(new ConnectOutcome.NoApplication("Application /nowhere doesn't exist"));
    }

    @Test
    void aLoadErrorIsRememberedUntilTheFileChanges() {
        ManualClock clock = new ManualClock();
        start(clock, "");
        fixture.write("broken", "syntax error here (");

        assertThat(fixture.connect(ScriptFixture.client("/broken"), "[]"))
                .isEqualTo(new ConnectOutcome.Failed("www/broken/main.lua:1: '=' expected near 'error'"));

        fixture.write("broken", "x = 1");
        clock.advance(Duration.ofSeconds(3));
        fixture.connected("/broken");
    }

    @Test
    void aChangedFileIsLoadedIntoTheSameVariables() {
        ManualClock clock = new ManualClock();
        start(clock, "");
        fixture.write("app", "v = 1 log = '' function onConnection(c) function c:v() return v end end");
        TestClient early = fixture.connected("/app");
        assertThat(fixture.answer(early, "v", "[]")).isEqualTo("[1]");

        fixture.write("app", "v = 22 function onConnection(c) function c:v() return -v end end");
        clock.advance(Duration.ofSeconds(3));

        assertThat(fixture.answer(early, "v", "[]")).isEqualTo("[22]");
        assertThat(fixture.answer(fixture.connected("/app"), "v", "[]")).isEqualTo("[-22]");
    }

    @Test
    void aDeletedApplicationIsToldAndInherits() throws IOException {
        ManualClock clock = new ManualClock();
        start(clock, "stops = 0 function onConnection(c) function c:stops() return stops end end");
        fixture.write("app", "function onStop(path) super.stops = super.stops + 1 end");
        TestClient client = fixture.connected("/app");

        Files.delete(fixture.www.resolve("app/main.lua"));
        clock.advance(Duration.ofSeconds(3));

        assertThat(fixture.answer(client, "stops", "[]")).isEqualTo("[1]");
    }

    @Test
    void clientsAreListedWhileTheyAreConnected() {
        start("function onConnection(c) seen = mona.clients(c.id) "
                + "function c:count() return #mona.clients, #clients, mona.clients[self.id] == self, seen end end "
                + "function onDisconnection(c) left = mona.clients(c.id) == nil, #clients end");
        TestClient client = fixture.connected("");

        assertThat(fixture.answer(client, "count", "[]")).isEqualTo("[1,1,true,null]");

        fixture.disconnect(client);
        assertThat(fixture.answer(fixture.connected(""), "count", "[]")).isEqualTo("[1,1,true,null]");
    }

    @Test
    void writesOfACallLeaveInOrderWithTheAnswerLast() {
        start("function onConnection(c) function c:go() self.writer:writeInvocation('push', 1, {a=2}) "
                + "self.writer:writeRaw('x', 'y') self.writer:writeStatusResponse('Call.Failed', 'd') "
                + "self.writer:flush() self.writer:close(5) return 'r' end end");
        TestClient client = fixture.connected("");

        assertThat(fixture.call(client, "go", "[]").effects())
                .extracting(effect -> effect.getClass().getSimpleName())
                .containsExactly("Invocation", "Raw", "Raw", "Status", "Flush", "Close", "Message");
    }

    @Test
    void writesToOtherClientsAreSent() {
        start("function onConnection(c) function c:tell() for id, o in pairs(mona.clients) do "
                + "if o ~= self then o.writer:writeMessage('hi') end end end end");
        TestClient teller = fixture.connected("");
        TestClient listener = fixture.connected("");

        fixture.call(teller, "tell", "[]");

        Awaitility.await().until(() -> !listener.effects().isEmpty());
        assertThat(listener.effects()).hasOnlyElementsOfType(Effect.Message.class);
        assertThat(teller.effects()).isEmpty();
    }

    @Test
    void publishingIsDecidedByTheScript() {
        start("function onConnection(c) function c:onPublish(p) "
                + "if p.name == 'no' then return false end if p.name == 'error' then error('no rights') end "
                + "if p.name == 'nil' then return nil end end "
                + "function c:names() local r = {} for k in pairs(mona.publications) do r[1] = k end return r end end");
        TestClient client = fixture.connected("");

        assertThat(publish(client, "no"))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.text()).isEqualTo("Not allowed to publish no"));
        assertThat(publish(client, "nil")).isInstanceOf(Decision.Refused.class);
        assertThat(publish(client, "error"))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.text()).isEqualTo("no rights"));
        assertThat(publish(client, "yes")).isInstanceOf(Decision.Allowed.class);
        assertThat(fixture.answer(client, "names", "[]")).isEqualTo("[[\"yes\"]]");
    }

    private Decision publish(TestClient client, String name) {
        Publisher publisher = fixture.publications
                .claim(name, new NoPeer(), fixture.loops.any())
                .orElseThrow();
        return fixture.ask(reply -> new ApplicationEvent.Publishing(client, publisher.stream(), reply));
    }

    private static final class NoPeer implements PublisherPeer {

        @Override
        public void onClose(String code, String description) {}

        @Override
        public void onCredit() {}
    }

    @Test
    void aScriptPublishesAndHearsWhatPasses() {
        start("function onConnection(c) function c:go() p = mona:publish('mine') "
                + "function p:onData(packet) got = packet end p:pushData('abc') p:flush() "
                + "return mona.publications['mine'] == p, p.running, mona:publish('mine') == nil end "
                + "function c:got() return got end end");
        TestClient client = fixture.connected("");

        assertThat(fixture.answer(client, "go", "[]")).isEqualTo("[true,true,true]");
        Awaitility.await().until(() -> fixture.answer(client, "got", "[]").equals("[\"abc\"]"));
    }

    @Test
    void serversAreListedAndTold() {
        start("function onServerConnection(s) up = s.address end "
                + "function onServerDisconnection(s, why) down = s.address .. why end "
                + "function onConnection(c) function c:s() "
                + "return up, down, #mona.servers, mona.servers[1] and mona.servers[1].port end end");
        TestClient client = fixture.connected("");
        fixture.applications.tell(new ApplicationEvent.ServerConnected(OTHER, new RecordingChannel()));
        assertThat(fixture.answer(client, "s", "[]")).isEqualTo("[\"127.0.0.1:2552\",null,1,2552]");

        fixture.applications.tell(new ApplicationEvent.ServerDisconnected(OTHER, "gone"));
        assertThat(fixture.answer(client, "s", "[]")).isEqualTo("[\"127.0.0.1:2552\",\"127.0.0.1:2552gone\",0,null]");
    }

    @Test
    void aServerThatAScriptRefusesIsRejectedWithTheText() {
        start("function onServerConnection(s) error('not you') end "
                + "function onServerDisconnection(s) down = true end "
                + "function onConnection(c) function c:s() return down end end");
        RecordingChannel channel = new RecordingChannel();

        fixture.applications.tell(new ApplicationEvent.ServerConnected(OTHER, channel));
        fixture.applications.tell(new ApplicationEvent.ServerDisconnected(OTHER, "not you"));

        Awaitility.await().untilAsserted(() -> assertThat(channel.rejected).isEqualTo("not you"));
        assertThat(channel.calls).as("it is not told of applications").isEmpty();
        assertThat(fixture.answer(fixture.connected(""), "s", "[]"))
                .as("who refused has not lost anybody")
                .isEqualTo("[null]");
    }

    @Test
    void functionsOnAServerAreCalledInOrderAndUnknownOnesHarmNobody() {
        start("log = '' function onServerConnection(s) "
                + "function s:hello(name, t) self.name = name log = log .. name .. t.x end "
                + "function s:broken() error('oops') end end "
                + "function onConnection(c) function c:s() return log, mona.servers[1].name end end");
        AtomicInteger handled = new AtomicInteger();

        fixture.applications.tell(new ApplicationEvent.ServerConnected(OTHER, new RecordingChannel()));
        for (String name : List.of("a", "b", "c")) {
            fixture.applications.tell(new ApplicationEvent.ServerCalled(
                    OTHER,
                    List.of(
                            call("nobody"),
                            call("broken"),
                            new ServerCall("hello", new byte[] {0x11, 99}),
                            call("hello", name, Map.of("x", 1.0))),
                    handled::incrementAndGet));
        }

        Awaitility.await().until(() -> handled.get() == 3);
        assertThat(fixture.answer(fixture.connected(""), "s", "[]")).isEqualTo("[\"a1b1c1\",\"c\"]");
    }

    @Test
    void callsGoToOneServerOrToAllAndTellWhetherTheyDo() {
        start("function onConnection(c) "
                + "function c:one() return mona.servers[1]:send('f', 1, 'x') end "
                + "function c:all() return mona.servers:broadcast('g'), mona.servers.targets:broadcast('t'), "
                + "mona.servers.initiators:broadcast('i') end "
                + "function c:bad() return mona.servers:broadcast('.'), mona.servers[1]:send() end "
                + "function c:no() mona.servers[1]:reject('enough') end end");
        RecordingChannel channel = new RecordingChannel();
        fixture.applications.tell(new ApplicationEvent.ServerConnected(OTHER, channel));
        TestClient client = fixture.connected("");

        assertThat(fixture.answer(client, "one", "[]")).isEqualTo("[true]");
        assertThat(fixture.answer(client, "all", "[]")).isEqualTo("[true,true,true]");
        assertThat(fixture.answer(client, "bad", "[]")).isEqualTo("[false,false]");
        channel.refusal = "the link is down";
        assertThat(fixture.answer(client, "one", "[]")).isEqualTo("[false]");
        fixture.answer(client, "no", "[]");

        assertThat(channel.calls).extracting(ServerCall::function).containsExactly(".", "f", "g", "t");
        assertThat(Values.read(
                        Amf3Format.INSTANCE.newReader(channel.calls.get(1).arguments())))
                .containsExactly(1.0, "x");
        assertThat(channel.rejected).isEqualTo("enough");
    }

    @Test
    void applicationsOfTheSamePathStartTogetherAndAreToldOfServers() {
        start("");
        fixture.write(
                "game",
                "function onServerConnection(s) function s:ping() answer = 'game' end up = s.host end "
                        + "function onConnection(c) function c:s() return up, answer end end");
        RecordingChannel channel = new RecordingChannel();
        fixture.applications.tell(new ApplicationEvent.ServerConnected(OTHER, channel));

        fixture.applications.tell(new ApplicationEvent.ServerCalled(
                OTHER, List.of(call(".", "/game", "/nowhere"), call("ping")), () -> {}));

        Awaitility.await()
                .untilAsserted(() -> assertThat(channel.calls)
                        .map(call -> Values.read(Amf3Format.INSTANCE.newReader(call.arguments())))
                        .as("the other server is told in turn")
                        .containsExactly(List.of(""), List.of("/game")));
        assertThat(fixture.answer(fixture.connected("/game"), "s", "[]")).isEqualTo("[\"host2\",\"game\"]");
    }

    @Test
    void errorThatIsAServerOrAnAddressSendsTheClientThere() {
        start("function onConnection(c, what) "
                + "if what == 'server' then error(mona.servers[1]) end "
                + "if what == 'all' then error(mona.servers) end "
                + "if what == 'text' then error({redirect = 'live.example.org:1935'}) end "
                + "if what == 'address' then error(mona:createSocketAddress('192.0.2.7:80')) end "
                + "error({reason = 'no'}) end");
        ServerInfo other = new ServerInfo(
                "n3",
                new InetSocketAddress("127.0.0.1", 2552),
                "h",
                true,
                Map.of(),
                Map.of("Test.publicAddress", "192.0.2.1:80"));
        fixture.applications.tell(new ApplicationEvent.ServerConnected(other, new RecordingChannel()));

        assertThat(redirect("server")).containsExactly("192.0.2.1:80");
        assertThat(redirect("all")).containsExactly("192.0.2.1:80");
        assertThat(redirect("text")).containsExactly("live.example.org:1935");
        assertThat(redirect("address")).containsExactly("192.0.2.7:80");
        assertThat(fixture.connect(ScriptFixture.client(""), "[]")).isInstanceOf(ConnectOutcome.Rejected.class);
    }

    private List<String> redirect(String argument) {
        ConnectOutcome outcome = fixture.connect(ScriptFixture.client(""), "[\"" + argument + "\"]");
        return ((ConnectOutcome.Redirected) outcome).addresses();
    }

    private static ServerCall call(String function, Object... arguments) {
        return new ServerCall(function, Values.write(Amf3Format.INSTANCE, arguments));
    }

    @Test
    void aScriptThatLoopsIsStoppedAndTheThirdTimeItsApplicationToo() {
        start(
                Clock.SYSTEM,
                "function onConnection(c) "
                        + "function c:loop() while true do pcall(function() while true do end end) end end "
                        + "function c:ok() return 1 end end",
                "script.budget=50ms");
        TestClient client = fixture.connected("");

        for (int i = 0; i < 3; i++) {
            assertThat(fixture.answer(client, "loop", "[]"))
                    .startsWith("failed: www/main.lua:1: time budget used up: 50 ms");
            assertThat(fixture.answer(client, "ok", "[]")).isEqualTo("[1]");
        }
        assertThat(fixture.connect(ScriptFixture.client(""), "[]"))
                .isInstanceOfSatisfying(
                        ConnectOutcome.Failed.class,
                        failed -> assertThat(failed.text()).contains("beyond its limits 3 times"));
    }
}
