package io.monaserver.protocol.flash;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a client connects to.
 *
 * @param path the application's path: empty for the root, else {@code /a/b}
 * @param query what follows the question mark
 */
public record FlashUrl(String path, String query) {

    /** The address in a connect object's {@code tcUrl}, or in its {@code app} when the former is no URL. */
    public static FlashUrl of(String tcUrl, String app) {
        int scheme = tcUrl.indexOf("://");
        if (scheme < 0) {
            return parse(app);
        }
        int slash = tcUrl.indexOf('/', scheme + 3);
        int question = tcUrl.indexOf('?', scheme + 3);
        if (slash < 0 || (question >= 0 && question < slash)) {
            return parse(question < 0 ? "" : tcUrl.substring(question));
        }
        return parse(tcUrl.substring(slash));
    }

    private static FlashUrl parse(String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            // No application lies above the root, and empty segments come with URLs like rtmp://host//stream.
            if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                segments.add(segment);
            }
        }
        return new FlashUrl(segments.isEmpty() ? "" : "/" + String.join("/", segments), query);
    }
}
