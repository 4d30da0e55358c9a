package io.monaserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.monaserver.testkit.ServerGroup;
import io.monaserver.testkit.SteadyClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The clients of a group of servers: each server has one that publishes and one that plays the next server's name. */
final class Population implements AutoCloseable {

    private final ServerGroup group;
    private final Map<Integer, SteadyClient> publishers = new HashMap<>();
    private final Map<Integer, SteadyClient> players = new HashMap<>();

    Population(ServerGroup group) {
        this.group = group;
    }

    /** Gives a server that has just started its clients. */
    void settle(int number) throws IOException {
        publishers.put(number, SteadyClient.publish(group.rtmp(number), name(number)));
        players.put(number, SteadyClient.play(group.rtmp(number), name((number + 1) % group.size())));
    }

    /** The clients of a server that is about to go. */
    void leave(int number) {
        publishers.remove(number).close();
        players.remove(number).close();
    }

    /** Nobody lost the connection but those who left, and nobody's publication was closed. */
    void assertNobodyDropped(String when) {
        publishers.forEach((number, client) -> {
            assertThat(client.isGone())
                    .as("publisher of server %s %s", number, when)
                    .isFalse();
            assertThat(client.isTold("BadName"))
                    .as("BadName at server %s %s", number, when)
                    .isFalse();
        });
        players.forEach((number, client) -> assertThat(client.isGone())
                .as("player of server %s %s", number, when)
                .isFalse());
    }

    /** Every name plays for those who are there, and for newcomers, on every server. */
    void assertAllPlays(Duration limit) throws IOException {
        for (Map.Entry<Integer, SteadyClient> entry : players.entrySet()) {
            int before = entry.getValue().frames();
            await("old player of server " + entry.getKey())
                    .atMost(limit)
                    .until(() -> entry.getValue().frames() > before);
        }
        for (int from = 0; from < group.size(); from++) {
            for (int at = 0; at < group.size(); at++) {
                try (SteadyClient player = SteadyClient.play(group.rtmp(at), name(from))) {
                    await(name(from) + " at server " + at).atMost(limit).until(() -> player.frames() > 0);
                }
            }
        }
    }

    @Override
    public void close() {
        publishers.values().forEach(SteadyClient::close);
        players.values().forEach(SteadyClient::close);
    }

    private static String name(int number) {
        return "camera" + number;
    }
}
