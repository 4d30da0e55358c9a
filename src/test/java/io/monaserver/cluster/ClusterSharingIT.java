package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.common.ClientId;
import io.monaserver.protocol.rtmfp.Session;
import io.monaserver.testkit.RtmfpClient;
import io.monaserver.testkit.ServerGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers in processes of their own share without any script: peers, groups and data. */
class ClusterSharingIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ClientId GROUP = ClientId.random();

    private static final String SCRIPT = """
            function onConnection(client)
              function client:members(options)
                local group = mona.groups(options.group)
                return group and group:size() or 0
              end
              function client:put(options) data[options.key] = options.value end
              function client:get(options) return data[options.key] or "nothing" end
            end
            """;

    @TempDir
    private Path dir;

    private ServerGroup group;

    @BeforeEach
    void start() throws IOException {
        group = new ServerGroup(
                dir, 2, SCRIPT, "cluster.share.data=true", "cluster.unreachableAfter=2 s", "cluster.retry=1 s");
        group.start(0);
        group.start(1);
        group.awaitLinked(LIMIT, List.of(0, 1));
    }

    @AfterEach
    void stop() {
        group.close();
    }

    @Test
    void peersAreIntroducedAndTalk() throws IOException {
        try (RtmfpClient publisher = client(0);
                RtmfpClient player = client(1)) {
            Session met = player.meet(publisher);

            assertThat(met.peerId()).isEqualTo(publisher.peerId());
            assertThat(met.address()).isEqualTo(publisher.address());
            player.say(met, "hello there");
            assertThat(publisher.awaitText(text -> text.contains("hello"), player))
                    .contains("hello there");
        }
    }

    @Test
    void membersOfAGroupMeetAndVanishWithTheirServer() throws Exception {
        try (RtmfpClient here = client(0);
                RtmfpClient there = client(1)) {
            here.joinGroup(GROUP.toBytes());
            awaitMembers(0, 1, here);
            there.joinGroup(GROUP.toBytes());

            assertThat(there.awaitText(text -> text.startsWith("group"), here)).isEqualTo("group 0b" + here.peerId());
            assertThat(here.awaitText(text -> text.startsWith("group"), there)).isEqualTo("group 0b" + there.peerId());
            assertThat(there.meet(here).peerId()).isEqualTo(here.peerId());
            awaitMembers(0, 2, here);

            group.server(1).kill();
            awaitMembers(0, 1, here);
            group.start(1);
            group.awaitLinked(LIMIT, List.of(0, 1));
            try (RtmfpClient again = client(1)) {
                again.joinGroup(GROUP.toBytes());
                assertThat(again.awaitText(text -> text.startsWith("group"), here))
                        .isEqualTo("group 0b" + here.peerId());
            }
        }
    }

    @Test
    void whatScriptsKeepIsTheSameOnAllAlsoAfterAServerWasKilled() throws Exception {
        group.call(0, "put", "key=colour&value=red");
        awaitValue(1, "colour", "red");
        group.call(1, "put", "key=colour&value=green");
        awaitValue(0, "colour", "green");

        group.server(1).kill();
        group.server(1).awaitExit();
        group.call(0, "put", "key=colour&value=blue");
        group.call(0, "put", "key=shape&value=round");
        group.start(1);
        group.awaitLinked(LIMIT, List.of(0, 1));

        awaitValue(1, "colour", "blue");
        awaitValue(1, "shape", "round");
        assertThat(group.call(0, "get", "key=colour").asText()).isEqualTo("blue");
    }

    private RtmfpClient client(int server) throws IOException {
        RtmfpClient client = new RtmfpClient(group.rtmfp(server), "rtmfp://127.0.0.1/");
        assertThat(client.connect("")).contains("Connect.Success");
        return client;
    }

    private void awaitMembers(int server, int count, RtmfpClient living) {
        await().atMost(LIMIT).until(() -> {
            living.listen();
            return group.call(server, "members", "group=" + GROUP).asInt(-1) == count;
        });
    }

    private void awaitValue(int server, String key, String value) {
        await().atMost(LIMIT)
                .until(() -> group.call(server, "get", "key=" + key).asText().equals(value));
    }
}
