package io.monaserver.transport.http;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.RawFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How values travel in bodies of each media type. What is not listed is taken and answered as it is, as plain text.
 */
final class HttpFormats {

    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain";

    private final Map<String, DataFormat> byType;

    HttpFormats(Map<String, DataFormat> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * The values of one body.
     *
     * @param type what the answer says of itself
     * @param format how values are read and written
     */
    record Body(String type, DataFormat format) {

        boolean isRaw() {
            return format == RawFormat.INSTANCE;
        }
    }

    /** The format that a request's content type names; JSON when it names none. */
    Body of(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return ofType(JSON);
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return ofType(type.trim().toLowerCase(Locale.ROOT));
    }

    private Body ofType(String type) {
        DataFormat format = byType.get(type);
        return format == null ? new Body(PLAIN, RawFormat.INSTANCE) : new Body(type, format);
    }
}
