package io.monaserver.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.monaserver.common.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, blacklist, files and the small tools of {@code mona}, as scripts use them. */
class AddressApiTest {

    @TempDir
    static Path dir;

    private static LuaBench bench;

    @BeforeAll
    static void start() {
        bench = new LuaBench(dir);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mona:createIPAddress('::1').value|\"::1\"",
                "mona:createIPAddress().value|\"0.0.0.0\"",
                "mona:createIPAddress(mona:createSocketAddress('[::1]:80')).value|\"::1\"",
                "mona:createSocketAddress('[::1]:80').value|\"[::1]:80\"",
                "mona:createSocketAddress('::1', 80).value|\"[::1]:80\"",
                "mona:createSocketAddress(mona:createIPAddress('::1'), 82).value|\"[::1]:82\"",
                "mona:createSocketAddress('localhost:http').port|80",
                "mona:createSocketAddress('1.2.3.4', '80').value|\"1.2.3.4:80\"",
                "mona:createSocketAddress(81).value|\"0.0.0.0:81\"",
                "tostring(mona:createSocketAddress('1.2.3.4:5'))|\"1.2.3.4:5\"",
                "'at '..mona:createSocketAddress('1.2.3.4:5').host|\"at 1.2.3.4\"",
                "mona:createIPAddress('1.2.3.4') == mona:createIPAddress('1.2.3.4')|true",
                "mona:createIPAddress('1.2.3.4') == '1.2.3.4'|true",
                "'1.2.3.5' == mona:createIPAddress('1.2.3.4')|false",
                "mona:createIPAddress('9.0.0.0') < mona:createIPAddress('10.0.0.0')|true",
                "mona:createSocketAddress('1.2.3.4:9') < mona:createSocketAddress('1.2.3.4:10')|true",
                "mona:createSocketAddressWithDNS('localhost', 80).host.isLoopback|true",
                "type(client.address)|\"table\"",
                "client.address == '192.0.2.1:4711'|true",
                "client.address == client.address|true"
            })
    void valuesOfAddresses(String expression, String expected) {
        assertThat(bench.run("return " + expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "createIPAddress|'abc'|Invalid ip abc",
                "createIPAddress|{}|No valid IPAddress available to read: table",
                "createSocketAddress|'1.2.3.4:'|Service  unknown",
                "createSocketAddress|'1.2.3.4:bogus'|Service bogus unknown",
                "createSocketAddress|'::1'|Missing port number in ::1",
                "createSocketAddress|mona:createIPAddress('1.2.3.4')|Missing port number in 1.2.3.4",
                "createSocketAddress|70000|Port 70000 invalid (expected: 0 to 65535)",
                "createSocketAddress|true|No valid SocketAddress available to read: boolean",
                "createIPAddressWithDNS|'no-such-host.invalid'|Host no-such-host.invalid unresolved"
            })
    void errorGoesToTheFunctionInFront(String method, String argument, String expected) {
        String code = "local e local a = mona:" + method + "(function(text) e = text end, " + argument
                + ") return a == nil, (e or ''):sub(1, " + expected.length() + ")";

        assertThat(bench.run(code)).isEqualTo("true,\"" + expected + "\"");
    }

    @Test
    void badArgumentsGiveNilAndTheScriptGoesOn() {
        assertThat(bench.run("return mona:createIPAddress('abc'), mona:split(), mona.md5('x'), 1"))
                .isEqualTo("null,null,null,1");
    }

    @Test
    void blacklistTakesEffectAtOnce() {
        InetSocketAddress peer = new InetSocketAddress("9.9.9.9", 1);

        assertThat(bench.run("return mona:addToBlacklist('9.9.9.9', mona:createIPAddress('::ffff:9.9.9.8'), 'x')"))
                .isEqualTo("nothing");
        assertThat(bench.node.blacklist.refuses(peer)).isTrue();
        assertThat(bench.node.blacklist.refuses(new InetSocketAddress("9.9.9.8", 1)))
                .isTrue();

        bench.run("mona:removeFromBlacklist('9.9.9.9')");
        bench.node.blacklist.remove(Objects.requireNonNull(IpAddress.parse("9.9.9.8")));
        assertThat(bench.node.blacklist.refuses(peer)).isFalse();
    }

    @Test
    void listPathsTellsOfFilesAndFolders() throws IOException {
        Path folder =
                Files.createDirectories(bench.node.www.resolve("files/sub.dir")).getParent();
        Files.writeString(folder.resolve("b.tar.gz"), "12345");
        Files.writeString(folder.resolve("noext"), "");
        String code = """
                local r = {}
                for _, f in ipairs(mona:listPaths("/files")) do
                  r[#r + 1] = table.concat({f.name, f.baseName, f.extension, tostring(f.isFolder), f.size}, "|")
                end
                table.sort(r)
                return unpack(r)
                """;

        assertThat(bench.run(code))
                .isEqualTo("\"b.tar.gz|b.tar|gz|false|5\",\"noext|noext||false|0\",\"sub.dir|sub|dir|true|0\"");
        assertThat(bench.run("local f = mona:listPaths('files/sub.dir/..')[1] return f.parent, f.value == f.path"))
                .isEqualTo("\"" + folder.toAbsolutePath() + "/\",true");
    }

    @Test
    void listPathsStaysInsideOfWww() {
        assertThat(bench.run("return #mona:listPaths('../..'), #mona:listPaths('nowhere')"))
                .isEqualTo("0,0");
    }

    @Test
    void dumpTakesANameOrNone() {
        assertThat(bench.run("return mona:dump('abc'), mona:dump('abc', 2), mona:dump('name', 'abc', 2)"))
                .isEqualTo("null,null");
    }
}
