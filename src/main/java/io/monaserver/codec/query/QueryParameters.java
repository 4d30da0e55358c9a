package io.monaserver.codec.query;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A query as names and texts, for settings and properties: nothing is taken for a number or a date. */
public final class QueryParameters {

    private QueryParameters() {}

    /** The pairs in their order; of a name that comes twice the last one counts, a bare token has an empty text. */
    public static Map<String, String> parse(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String token : query.split("&")) {
            if (!token.isEmpty()) {
                int equals = token.indexOf('=');
                String name = equals < 0 ? token : token.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(token.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new String(QueryText.decode(utf8, 0, utf8.length), StandardCharsets.UTF_8);
    }
}
