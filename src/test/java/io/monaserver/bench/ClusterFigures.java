package io.monaserver.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.monaserver.testkit.ServerGroup;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Measures three servers in processes of their own on this machine: how soon they are linked, and their calls. */
public final class ClusterFigures {

    private static final int BROADCASTS = 1_000_000;
    private static final int AT_ONCE = 20_000;
    private static final int ROUND_TRIPS = 20_000;

    private static final String SCRIPT = """
            count = 0
            trips, wanted = 0, 0
            local payload = string.rep("x", 97)
            function onServerConnection(server)
              function server:tick(text) count = count + 1 end
              function server:ping(time) self:send("pong", time) end
              function server:pong(time)
                local taken = mona:time() - time
                trips = trips + 1
                sum = sum + taken
                if taken > 4 then late = late + 1 end
                if taken > 5 then later = later + 1 end
                if taken > most then most = taken end
                if trips < wanted then self:send("ping", mona:time()) end
              end
            end
            function onConnection(client)
              function client:flood(options)
                for i = 1, options.n do
                  if not mona.servers:broadcast("tick", payload) then return i - 1 end
                end
                return options.n
              end
              function client:count() return count end
              function client:trips(options)
                trips, late, later, sum, most = 0, 0, 0, 0, 0
                wanted = options.n
                mona.servers[1]:send("ping", mona:time())
              end
              function client:report() return {trips = trips, late = late, later = later, sum = sum, most = most} end
            end
            """;

    private ClusterFigures() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerGroup group = new ServerGroup(Files.createTempDirectory("figures"), 3, SCRIPT)) {
            group.start(0);
            group.start(1);
            group.server(0).awaitReady();
            group.server(1).awaitReady();
            long start = System.nanoTime();
            group.start(2);
            group.awaitLinked(Duration.ofSeconds(60), List.of(0, 1, 2));
            print("three servers linked, seconds from the start of the last process", seconds(start));
            for (int round = 0; round < 3; round++) {
                flood(group, round);
            }
            for (int round = 0; round < 2; round++) {
                roundTrips(group, round);
            }
        }
    }

    private static void flood(ServerGroup group, int round) throws Exception {
        int before =
                group.call(1, "count", "").asInt() + group.call(2, "count", "").asInt();
        long start = System.nanoTime();
        int sent = 0;
        while (sent < BROADCASTS) {
            sent += group.call(0, "flood", "n=" + Math.min(AT_ONCE, BROADCASTS - sent))
                    .asInt();
        }
        int arrived = 0;
        while (arrived < 2 * sent && seconds(start) < 120) {
            arrived = group.call(1, "count", "").asInt()
                    + group.call(2, "count", "").asInt()
                    - before;
        }
        double taken = seconds(start);
        print("round " + round + ": broadcasts a second, each handled by two servers", sent / taken);
        print("round " + round + ": calls lost", 2L * sent - arrived);
    }

    /** The first round warms up what floods do not use: a call that leaves alone. */
    private static void roundTrips(ServerGroup group, int round) throws Exception {
        group.call(0, "trips", "n=" + ROUND_TRIPS);
        JsonNode report = group.call(0, "report", "");
        long start = System.nanoTime();
        while (report.get("trips").asInt() < ROUND_TRIPS && seconds(start) < 120) {
            // Seldom: each question is handled by the script that is measured.
            TimeUnit.SECONDS.sleep(1);
            report = group.call(0, "report", "");
        }
        String label = "round " + round + ": ";
        print(label + "round trips from script to script", report.get("trips").asInt());
        print(label + "mean of a round trip, ms", report.get("sum").asDouble() / ROUND_TRIPS);
        // The script's clock has whole milliseconds: one of 4.5 ms is seen as 4 or 5.
        double percent = 100.0 / ROUND_TRIPS;
        print(
                label + "of 5 ms or more, percent, at least",
                percent * report.get("later").asInt());
        print(
                label + "of 5 ms or more, percent, at most",
                percent * report.get("late").asInt());
        print(label + "longest, ms", report.get("most").asInt());
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static void print(String what, double value) {
        System.out.printf(Locale.ROOT, "%-75s %,12.3f%n", what, value);
    }
}
