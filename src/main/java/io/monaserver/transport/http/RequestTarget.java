package io.monaserver.transport.http;

import io.monaserver.codec.query.QueryParameters;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the first line of a request asks for. The folders of the path are the application; its last part is a file, a
 * function or a stream of it.
 *
 * @param folders the names of the folders, outermost first; none is empty, {@code .} or {@code ..}
 * @param name what follows the last slash, may be empty
 * @param query what follows the question mark, still encoded
 */
record RequestTarget(List<String> folders, String name, String query) {

    private static final int MOST_FOLDERS = 64;

    /** Reads a request target; empty if it is malformed or tries to leave the root. */
    static Optional<RequestTarget> parse(String uri) {
        String target = withoutAuthority(uri);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        if (!path.startsWith("/") || path.indexOf('#') >= 0) {
            return Optional.empty();
        }
        String[] parts = path.substring(1).split("/", -1);
        List<String> folders = new ArrayList<>();
        String name = "";
        for (int i = 0; i < parts.length; i++) {
            Optional<String> part = decode(parts[i]);
            if (part.isEmpty() || folders.size() > MOST_FOLDERS) {
                return Optional.empty();
            }
            if (i == parts.length - 1) {
                name = part.get();
            } else if (!part.get().isEmpty()) {
                folders.add(part.get());
            }
        }
        return Optional.of(new RequestTarget(List.copyOf(folders), name, query));
    }

    /** The application's path: empty for the root, else {@code /a/b}. */
    String application() {
        return folders.isEmpty() ? "" : "/" + String.join("/", folders);
    }

    /** The path as a whole, decoded. */
    String path() {
        return application() + "/" + name;
    }

    /** What follows the last dot of the name, in lower case; empty when there is none. */
    String extension() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The name without its extension. */
    String baseName() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The same target with a slash behind it. */
    RequestTarget asFolder() {
        if (name.isEmpty()) {
            return this;
        }
        List<String> deeper = new ArrayList<>(folders);
        deeper.add(name);
        return new RequestTarget(List.copyOf(deeper), "", query);
    }

    /** Another name in the same folder. */
    RequestTarget withName(String other) {
        return new RequestTarget(folders, other, query);
    }

    /** A file of the same folder, or of one in it, by its plain name; empty if that leads elsewhere. */
    Optional<RequestTarget> relative(String path) {
        List<String> deeper = new ArrayList<>(folders);
        deeper.addAll(List.of(path.split("/", -1)));
        boolean harmless = deeper.size() <= MOST_FOLDERS && deeper.stream().allMatch(RequestTarget::isHarmless);
        String last = deeper.remove(deeper.size() - 1);
        return harmless && !deeper.contains("") && !last.isEmpty()
                ? Optional.of(new RequestTarget(List.copyOf(deeper), last, query))
                : Optional.empty();
    }

    /** The arguments of the query; whatever it is, it has some. */
    Map<String, String> arguments() {
        return QueryParameters.parse(query);
    }

    /** A proxy's form of the target names the host too (RFC 9112 §3.2.2). */
    private static String withoutAuthority(String uri) {
        if (!uri.regionMatches(true, 0, "http://", 0, 7)) {
            return uri;
        }
        int slash = uri.indexOf('/', 7);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    private static Optional<String> decode(String part) {
        String text = part;
        if (part.indexOf('%') >= 0) {
            try {
                text = QueryStringDecoder.decodeComponent(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return isHarmless(text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isHarmless(String part) {
        return !part.equals(".")
                && !part.equals("..")
                && part.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7F);
    }
}
