package io.monaserver.transport.http;

import io.monaserver.domain.Effect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cookies: those of a request are properties of the client, a property that a script sets becomes one (RFC 6265). */
final class Cookies {

    private static final Logger LOG = LoggerFactory.getLogger(Cookies.class);

    private Cookies() {}

    /** Adds the pairs of a {@code Cookie} header; one without {@code =} stands alone, with an empty value. */
    static void read(String header, Map<String, String> properties) {
        for (String pair : header.split(";")) {
            String trimmed = pair.trim();
            int equals = trimmed.indexOf('=');
            if (equals > 0) {
                properties.put(
                        trimmed.substring(0, equals).trim(),
                        unquote(trimmed.substring(equals + 1).trim()));
            } else if (equals < 0 && !trimmed.isEmpty()) {
                properties.put(trimmed, "");
            }
        }
    }

    /** The value of a {@code Set-Cookie} header. */
    static String write(Effect.SetProperty property, long nowMs) {
        StringBuilder cookie = new StringBuilder(encode(property.key())).append('=');
        if (property.removed()) {
            return cookie.append("; Expires=").append(HttpDates.format(0)).toString();
        }
        cookie.append(encode(property.value()));
        property.options().forEach((name, value) -> append(name, value, nowMs, cookie));
        return cookie.toString();
    }

    private static void append(String name, String value, long nowMs, StringBuilder cookie) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "path" -> cookie.append("; Path=").append(attribute(value));
            case "domain" -> cookie.append("; Domain=").append(attribute(value));
            case "secure" -> cookie.append(isTrue(value) ? "; Secure" : "");
            case "httponly" -> cookie.append(isTrue(value) ? "; HttpOnly" : "");
            case "expires" -> appendExpiry(value, nowMs, cookie);
            default -> LOG.warn("cookie option: {} (expected: expires, path, domain, secure or httponly)", name);
        }
    }

    /** Seconds from now; a negative number takes the cookie back. */
    private static void appendExpiry(String value, long nowMs, StringBuilder cookie) {
        try {
            long seconds = (long) Double.parseDouble(value);
            cookie.append("; Expires=").append(HttpDates.format(seconds < 0 ? 0 : nowMs + seconds * 1000));
        } catch (NumberFormatException e) {
            LOG.warn("cookie expires: {} (expected: seconds)", value);
        }
    }

    private static boolean isTrue(String value) {
        return !value.isEmpty() && !value.equals("false") && !value.equals("0");
    }

    /** Attributes end at a semicolon and cannot be encoded. */
    private static String attribute(String value) {
        return value.replaceAll("[;\\x00-\\x1F\\x7F]", "");
    }

    /** Percent-encodes what a cookie cannot carry. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7F && "\",;\\=%".indexOf(octet) < 0;
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet));
            }
        }
        return encoded.toString();
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
