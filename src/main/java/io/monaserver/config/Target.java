package io.monaserver.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server to dial: {@code host:port?name=value&name=value}.
 *
 * @param host a name or a numeric address
 * @param port of its link
 * @param properties seen by scripts on the server object
 */
public record Target(String host, int port, Map<String, String> properties) {

    /** Copies the map. */
    public Target {
        properties = Map.copyOf(properties);
    }

    /** Targets separated by semicolons. */
    static Key<List<Target>> key(String name) {
        return new Key<>(
                name,
                List.of(),
                "host:port or host:port?name=value&name=value, several separated by ;",
                text -> Arrays.stream(text.split(";"))
                        .map(String::trim)
                        .filter(target -> !target.isEmpty())
                        .map(Target::parse)
                        .toList(),
                targets -> targets.stream().map(Target::toString).collect(Collectors.joining(";")));
    }

    static Target parse(String text) {
        int question = text.indexOf('?');
        String address = question < 0 ? text : text.substring(0, question);
        int colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("target: " + text + " (expected: host:port)");
        }
        int port = Key.integer("port", 0, 1, 65_535).parser().apply(address.substring(colon + 1));
        String host = HostNames.withoutPort(address.substring(0, colon));
        return new Target(host, port, question < 0 ? Map.of() : parseQuery(text.substring(question + 1)));
    }

    @Override
    public String toString() {
        String address = HostNames.withPort(host, port);
        return properties.isEmpty()
                ? address
                : address + "?"
                        + properties.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> parseQuery(String query) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                properties.put(name, equals < 0 ? "true" : decode(pair.substring(equals + 1)));
            }
        }
        return properties;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
