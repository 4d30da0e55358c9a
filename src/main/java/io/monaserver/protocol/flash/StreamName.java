package io.monaserver.protocol.flash;

import io.monaserver.codec.query.QueryParameters;
import java.util.Map;

/**
 * The name given to publish or play, taken apart.
 *
 * @param name what comes before the question mark
 * @param parameters what comes after it
 */
public record StreamName(String name, Map<String, String> parameters) {

    /** Takes a name apart. */
    public static StreamName parse(String text) {
        int question = text.indexOf('?');
        return question < 0
                ? new StreamName(text, Map.of())
                : new StreamName(text.substring(0, question), QueryParameters.parse(text.substring(question + 1)));
    }
}
