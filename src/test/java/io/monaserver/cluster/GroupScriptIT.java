package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.ServerGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that share their groups by a script of the documented kind: each tells the others who joins, makes those of
 * the others members by {@code mona:joinGroup}, and refers who looks for somebody else's client to all others.
 *
 * <p>{@code -Dcluster.groups.script=FILE} runs another script, the documentation's for example.
 */
class GroupScriptIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ClientId GROUP = ClientId.random();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void membersOfTwoServersMeetAndVanishWithTheirServer(String isShared) throws Exception {
        try (ServerGroup group = new ServerGroup(
                dir,
                2,
                script(),
                "cluster.share.groups=" + isShared,
                "cluster.share.peers=" + isShared,
                "cluster.unreachableAfter=2 s")) {
            group.start(0);
            group.start(1);
            group.awaitLinked(LIMIT, List.of(0, 1));
            try (RtmfpClient here = client(group, 0);
                    RtmfpClient there = client(group, 1)) {
                here.joinGroup(GROUP.toBytes());
                awaitMembers(group, 1, 1, here);

                there.joinGroup(GROUP.toBytes());
                assertThat(there.awaitText(text -> text.startsWith("group"), here))
                        .isEqualTo("group 0b" + here.peerId());
                assertThat(there.meet(here).peerId()).isEqualTo(here.peerId());
                awaitMembers(group, 0, 2, here);

                group.server(1).kill();
                awaitMembers(group, 0, 1, here);
            }
        }
    }

    private static RtmfpClient client(ServerGroup group, int server) throws IOException {
        RtmfpClient client = new RtmfpClient(group.rtmfp(server), "rtmfp://127.0.0.1/");
        assertThat(client.connect("")).contains("Connect.Success");
        return client;
    }

    private static void awaitMembers(ServerGroup group, int server, int count, RtmfpClient living) {
        await().atMost(LIMIT).until(() -> {
            living.listen();
            return group.call(server, "members", "group=" + GROUP).asInt(-1) == count;
        });
    }

    private static String script() throws IOException {
        String file = System.getProperty("cluster.groups.script", "src/test/resources/cluster/groups.lua");
        return Files.readString(Path.of(file)) + """

            local before = onConnection
            function onConnection(client, ...)
              before(client, ...)
              function client:members(options)
                local group = mona.groups(options.group)
                return group and group:size() or 0
              end
            end
            """;
    }
}
