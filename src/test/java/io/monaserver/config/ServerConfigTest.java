package io.monaserver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

    @TempDir
    Path dir;

    @Test
    void startsWithoutAnyFile() throws Exception {
        ServerConfig config = load();

        assertThat(config.rtmp().endpoint().bindAddress().getPort()).isEqualTo(1935);
        assertThat(config.http().endpoint().port()).isEqualTo(80);
        assertThat(config.http().publicationWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.general().mergeWrite()).isZero();
        assertThat(config.general().threads()).isPositive();
        assertThat(config.admin().bindAddress().toString()).isEqualTo("/127.0.0.1:8090");
        assertThat(config.servers().isEnabled()).isFalse();
        assertThat(config.application().www()).isEqualTo(dir.resolve("www"));
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void laterSourcesWinKeyByKey() throws Exception {
        write("cluster.conf", "mona { RTMP { port = 1, timeout = 11 }, HTTP { port = 2, timeout = 12 }, threads = 3 }");
        write("MonaServer.ini", "threads=4\n[rtmp]\nport=5\n[HTTP]\nPORT = 6 \n");
        Path extra = write("extra.conf", "mona.HTTP.port = 7");

        ServerConfig config =
                ServerConfig.load(new ConfigSources(dir, true, extra, List.of("http.PORT=8", "http.port=9"), Map.of()));

        assertThat(config.rtmp().endpoint().port()).isEqualTo(5);
        assertThat(config.rtmp().timeout()).isEqualTo(Duration.ofSeconds(11));
        assertThat(config.http().endpoint().port()).isEqualTo(9);
        assertThat(config.http().timeout()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.general().threads()).isEqualTo(4);
    }

    @Test
    void furtherFileMayBeAnIni() throws Exception {
        Path extra = write("other", "; a comment\n[RTMP]\nport=1936\n");

        ServerConfig config = ServerConfig.load(new ConfigSources(dir, true, extra, List.of(), Map.of()));

        assertThat(config.rtmp().endpoint().port()).isEqualTo(1936);
    }

    @Test
    void badValuesAreAllNamedWithTheirPlaceAndWhatIsAllowed() throws Exception {
        write("cluster.conf", "mona {\n  RTMP.port = high\n  script.budget = 5 days\n}");
        write("MonaServer.ini", "[HTTP]\ntimeout=0\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cluster.conf:2: RTMP.port: 'high' (expected: a whole number from 0 to 65535)")
                .hasMessageContaining("cluster.conf:3: script.budget: '5 days' (expected: seconds from 10 ms to 3600")
                .hasMessageContaining("MonaServer.ini:2: HTTP.timeout: '0' (expected: seconds from 1 to 86400");
    }

    @ParameterizedTest
    @CsvSource({
        "RTMP.port=65536",
        "RTMP.port=-1",
        "RTMP.port=",
        "threads=two",
        "mergeWrite=-1",
        "live.gopCache=maybe",
        "RTMFP.keepalivePeer=4",
        "RTMFP.keepaliveServer=256",
        "logs.maxSize=1 TB",
        "logs.name=a/b",
        "servers.targets=nowhere",
        "servers.targets=host:0",
        "servers.links=none",
        "script.compatibility=lua",
        "servers.port=99999",
        "script.memory=99999999999999999999"
    })
    void valuesOutsideTheirLimitsAreRefused(String assignment) {
        String key = assignment.substring(0, assignment.indexOf('='));

        assertThatThrownBy(() -> set(assignment))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--set: " + key + ": '");
    }

    @Test
    void unknownKeyOfAKnownSectionWarnsWithTheNearest() throws Exception {
        ServerConfig config = set("HTTP.tiemout=3", "publicHots=a", "level=3", "game.level=4");

        assertThat(config.warnings())
                .containsExactly(
                        "--set: HTTP.tiemout: unknown key (did you mean HTTP.timeout?)",
                        "--set: publicHots: unknown key (did you mean publicHost?)");
    }

    @Test
    void fileThatCannotBeParsedIsNamed() throws Exception {
        write("cluster.conf", "mona {");

        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).hasMessageContaining("cluster.conf");
    }

    @Test
    void scriptsSeeEffectiveCustomAndComputedValues() throws Exception {
        write("MonaServer.ini", "top=1\n[game]\nlevel=hard; very\n[RTMP]\npublicHost=live.example.org\n");

        Map<String, String> entries = set("http.port=0").entries();

        assertThat(entries)
                .containsEntry("top", "1")
                .containsEntry("game.level", "hard; very")
                .containsEntry("RTMP.port", "1935")
                .containsEntry("RTMP.publicAddress", "live.example.org:1935")
                .containsEntry("HTTP.port", "0")
                .containsEntry("application.dir", dir.toString())
                .doesNotContainKeys("HTTP.publicAddress", "WebSocket.publicAddress", "http.port");
    }

    @Test
    void sectionIsReadWithoutItsName() throws Exception {
        assertThat(set("RTMP.own=x").section("RTMP"))
                .containsEntry("timeout", "60")
                .containsEntry("own", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "host=127.0.0.1, 127.0.0.1, 127.0.0.1:1935",
        "host=0.0.0.0, 0.0.0.0, 127.0.0.1:1935",
        "host=www.myhost.invalid:1935, 0.0.0.0, www.myhost.invalid:1935",
        "publicHost=www.myhost.invalid, 0.0.0.0, www.myhost.invalid:1935",
        "RTMP.host=::1, ::1, [::1]:1935",
        "RTMP.publicHost=rtmp.invalid, 0.0.0.0, rtmp.invalid:1935"
    })
    void hostBindsWhenLocalAndIsAnnouncedWhenNot(String assignment, String bound, String announced) throws Exception {
        Endpoint rtmp = set(assignment).rtmp().endpoint();

        assertThat(rtmp.bindHost()).isEqualTo(bound);
        assertThat(rtmp.publicAddress()).isEqualTo(announced);
    }

    @Test
    void targetsCarryProperties() throws Exception {
        ServersConfig servers = set("servers.targets=192.0.2.1:1936?zone=b&name=x%20y; [::1]:7;h:8?flag")
                .servers();

        assertThat(servers.targets())
                .containsExactly(
                        new Target("192.0.2.1", 1936, Map.of("zone", "b", "name", "x y")),
                        new Target("::1", 7, Map.of()),
                        new Target("h", 8, Map.of("flag", "true")));
        assertThat(servers.isEnabled()).isTrue();
        assertThat(servers.isLinkedByTargets()).isTrue();
    }

    @Test
    void targetsMayBeAList() throws Exception {
        write("cluster.conf", "mona.servers.targets = [\"a:1\", \"b:2\"]");

        assertThat(load().servers().targets()).extracting(Target::host).containsExactly("a", "b");
    }

    @Test
    void folderOfTheCommandLineBeatsTheKey() throws Exception {
        Path other = dir.resolve("other");
        String assignment = "application.dir=" + other;

        assertThat(set(assignment).application().dir()).isEqualTo(dir);
        assertThat(ServerConfig.load(new ConfigSources(dir, false, null, List.of(assignment), Map.of()))
                        .application()
                        .dir())
                .isEqualTo(other);
    }

    @Test
    void pekkoBlockIsHandedOn() throws Exception {
        write("cluster.conf", "pekko { loglevel = INFO, remote.artery.advanced.tcp.x = 1 }");

        ServerConfig config = set("pekko.loglevel=DEBUG");

        assertThat(config.pekko().getString("loglevel")).isEqualTo("DEBUG");
        assertThat(config.pekko().getInt("remote.artery.advanced.tcp.x")).isEqualTo(1);
    }

    @Test
    void otherBlocksAreNamed() throws Exception {
        write("cluster.conf", "RTMP { port = 7 }");

        assertThat(load().warnings()).singleElement().asString().contains("RTMP: not read");
    }

    private ServerConfig load() throws ConfigException {
        return ServerConfig.load(ConfigSources.of(dir));
    }

    private ServerConfig set(String... assignments) throws ConfigException {
        return ServerConfig.load(new ConfigSources(dir, true, null, List.of(assignments), Map.of()));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
