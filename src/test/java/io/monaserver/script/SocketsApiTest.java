package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sockets of scripts, against each other and against plain Java ones. */
class SocketsApiTest {

    private static final String ECHO = """
            server = mona:createTCPServer()
            function server:onConnection(c)
              seen = c.peerAddress.port
              function c:onData(data) self:send(data) end
            end
            started = {server:start("127.0.0.1", 0)}
            """;

    @TempDir
    Path dir;

    private LuaBench bench;

    private LuaBench start(String... settings) {
        bench = new LuaBench(dir, settings);
        return bench;
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void awaitValue(String expression, String expected) {
        await().untilAsserted(
                        () -> assertThat(bench.run("return " + expression)).isEqualTo(expected));
    }

    @Test
    void clientAndServerOfScriptsTalk() {
        start();
        bench.run(ECHO + """
                got = ""
                tcp = mona:createTCPClient()
                function tcp:onData(data) got = got..data end
                function tcp:onDisconnection(address, err) gone = address..tostring(err)..tostring(self.error) end
                ok = tcp:connect("127.0.0.1", server.address.port)
                tcp:send("hello")
                """);

        awaitValue("got", "\"hello\"");
        assertThat(bench.run("return ok, #started, tcp.connected, tcp.peerAddress == server.address, "
                        + "tcp.address.port == seen, tcp.idleTime >= 0, server.running"))
                .isEqualTo("true,1,true,true,true,true,true");

        bench.run("tcp:disconnect()");
        awaitValue("gone == server.address..'nilnil'", "true");
        assertThat(bench.run("return tcp.connected, tcp:send('x')")).isEqualTo("false,\"Socket not connected\"");
    }

    @Test
    void onDataSaysHowMuchIsLeft() throws IOException {
        start();
        bench.run("""
                lines = {}
                server = mona:createTCPServer()
                function server:onConnection(c)
                  function c:onData(data)
                    local last = 0
                    for line, at in data:gmatch("([^\\n]*)\\n()") do lines[#lines + 1], last = line, at - 1 end
                    return #data - last
                  end
                end
                server:start("127.0.0.1", 0)
                """);
        int port = Integer.parseInt(bench.run("return server.address.port"));

        try (Socket socket = new Socket("127.0.0.1", port)) {
            for (String part : new String[] {"one\ntw", "o\nthr", "ee\n"}) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            awaitValue("table.concat(lines, ' ')", "\"one two three\"");
        }
    }

    @Test
    void originalHasOnDataSayHowMuchIsUsed() throws IOException {
        start("script.compatibility=original");
        bench.run("""
                calls = {}
                server = mona:createTCPServer()
                function server:onConnection(c)
                  function c:onData(data) calls[#calls + 1] = data return 1 end
                end
                server:start("127.0.0.1", 0)
                """);
        int port = Integer.parseInt(bench.run("return server.address.port"));

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("ab".getBytes(StandardCharsets.US_ASCII));
            awaitValue("calls[1]", "\"ab\"");
            socket.getOutputStream().write("c".getBytes(StandardCharsets.US_ASCII));
            awaitValue("calls[2]", "\"bc\"");
        }
    }

    @Test
    void bannedAddressesCannotConnectAndLoseWhatTheyHave() throws IOException {
        start();
        bench.run("""
                seen = 0
                server = mona:createTCPServer()
                function server:onConnection(c)
                  seen = seen + 1
                  function c:onDisconnection() left = true end
                end
                server:start("127.0.0.1", 0)
                """);
        int port = Integer.parseInt(bench.run("return server.address.port"));

        try (Socket first = new Socket("127.0.0.1", port)) {
            awaitValue("seen", "1");
            bench.run("mona:addToBlacklist('127.0.0.1')");
            assertThat(first.getInputStream().read()).isEqualTo(-1);
            awaitValue("left", "true");
        }
        try (Socket second = new Socket("127.0.0.1", port)) {
            assertThat(isClosed(second)).isTrue();
        }
        assertThat(bench.run("return seen")).isEqualTo("1");
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void leavingTooMuchClosesTheConnection() throws IOException {
        start("script.socketBuffer=64 KiB");
        bench.run("""
                server = mona:createTCPServer()
                function server:onConnection(c)
                  function c:onData(data) return #data end
                  function c:onDisconnection(address, err) why = err end
                end
                server:start("127.0.0.1", 0)
                """);
        int port = Integer.parseInt(bench.run("return server.address.port"));

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(new byte[100_000]);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).isNotNull();
        }
        awaitValue("tostring(why):match('expected: at most 65536') ~= nil", "true");
    }

    @Test
    void whatCannotBeDoneSaysWhy() throws IOException {
        start();
        try (ServerSocket taken = new ServerSocket(0)) {
            String code = "return mona:createTCPServer():start('127.0.0.1', " + taken.getLocalPort() + ")";
            assertThat(bench.run(code)).startsWith("false,\"Cannot bind 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(bench.run("return mona:createTCPClient():connect('1.2.3.4')"))
                .isEqualTo("false,\"Missing port number in 1.2.3.4\"");
        assertThat(bench.run("return mona:createUDPSocket():bind('x')")).isEqualTo("\"Missing port number in x\"");
        assertThat(bench.run("return mona:createUDPSocket():send('x')")).startsWith("false,\"UDPSocket is not");
        assertThat(bench.run("return mona:createUDPSocket():send('x', '255.255.255.255', 9)"))
                .startsWith("false,\"broadcasts are not allowed");
    }

    @Test
    void refusedConnectionIsAnEvent() throws IOException {
        start();
        int free = FreePort.next();

        assertThat(bench.run("tcp = mona:createTCPClient() "
                        + "function tcp:onDisconnection(address, err) gone = {address, err, self.error == err} end "
                        + "return tcp:connect(" + free + ")"))
                .isEqualTo("true");

        awaitValue("gone and gone[1]", "\"127.0.0.1:" + free + "\"");
        assertThat(bench.run("return #gone[2] > 0, gone[3]")).isEqualTo("true,true");
    }

    @Test
    void hostNamesAreLookedUpOnTheWay() {
        start();
        bench.run("tcp = mona:createTCPClient() function tcp:onDisconnection(a, err) why = a..' '..err end "
                + "tcp:connect('no-such-host.invalid', 80)");

        awaitValue("(why or ''):sub(1, 30)", "\"no-such-host.invalid:80 Host n\"");
    }

    @Test
    void datagramsGoBothWays() {
        start();
        bench.run("""
                a, b = mona:createUDPSocket(), mona:createUDPSocket(true)
                function a:onPacket(data, from) last = from self:send(data:upper(), from) end
                function b:onPacket(data, from) got = data end
                bound = a:bind("127.0.0.1", 0)
                connected = b:connect("127.0.0.1", a.address.port)
                sent = b:send("hello")
                """);

        awaitValue("got", "\"HELLO\"");
        assertThat(bench.run("return bound == nil, connected == nil, sent, b.peerAddress == a.address, "
                        + "last:match(':(%d+)$') == tostring(b.address.port)"))
                .isEqualTo("true,true,true,true,true");
        assertThat(bench.run("b:disconnect() b:close() a:close() return b.address.value"))
                .isEqualTo("\"0.0.0.0:0\"");
    }

    @Test
    void reloadClosesWhatTheApplicationOpened() throws IOException {
        start();
        bench.node.write(
                "net",
                "server = mona:createTCPServer() server:start('127.0.0.1', 0) "
                        + "function onConnection(client) function client:port() return server.address.port end end");
        var client = bench.node.connected("/net");
        String answer = bench.node.answer(client, "port", "[]");
        int port = Integer.parseInt(answer.substring(1, answer.length() - 1));
        new Socket("127.0.0.1", port).close();

        bench.node.write("net", "-- nothing any more");

        await().untilAsserted(() -> {
            bench.node.disconnect(bench.node.connected("/net"));
            assertThat(isOpen(port)).isFalse();
        });
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
