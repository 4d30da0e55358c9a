package io.monaserver.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the results of several rounds, and prints the median of each figure and its ratio to the first server's. */
final class Summary {

    private static final List<String> FIGURES = List.of(
            "cpu_s_per_gbit",
            "cpu_us_per_message",
            "latency_p50_ms",
            "latency_p99_ms",
            "first_frame_p99_ms",
            "missing",
            "rss_mib",
            "rss_growth_mib",
            "kib_per_client");

    private Summary() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, List<JsonNode>> rounds = new LinkedHashMap<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            JsonNode result = json.readTree(line);
            rounds.computeIfAbsent(result.path("label").asText(), label -> new ArrayList<>())
                    .add(result);
        }
        List<JsonNode> yardstick = rounds.values().iterator().next();
        String first = rounds.keySet().iterator().next();
        rounds.forEach((label, results) -> {
            System.out.printf(Locale.ROOT, "%n%s (%d rounds)%n", label, results.size());
            for (String figure : FIGURES) {
                if (results.get(0).has(figure)) {
                    double value = median(results, figure);
                    double base = median(yardstick, figure);
                    String ratio = base > 0 ? String.format(Locale.ROOT, "%.2f of %s", value / base, first) : "";
                    System.out.printf(Locale.ROOT, "  %-20s %10.3f  %s%n", figure, value, ratio);
                }
            }
        });
    }

    private static double median(List<JsonNode> results, String figure) {
        double[] values = results.stream()
                .mapToDouble(result -> result.path(figure).asDouble())
                .sorted()
                .toArray();
        return values[values.length / 2];
    }
}
