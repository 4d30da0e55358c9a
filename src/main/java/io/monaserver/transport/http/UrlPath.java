package io.monaserver.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Paths as addresses carry them (RFC 3986 §3.3). */
final class UrlPath {

    private static final String UNRESERVED = "-._~!$&'()*+,;=@/";

    private UrlPath() {}

    /** Percent-encodes all that a path cannot carry; slashes stay. */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet));
            }
        }
        return encoded.toString();
    }
}
