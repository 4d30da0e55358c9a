package io.monaserver.transport.rtmfp;

import io.monaserver.common.IpAddress;
import org.jspecify.annotations.Nullable;

/** By which address clients know this server. */
final class OwnAddress {

    private static final int DEFAULT_PORT = 1935;

    private OwnAddress() {}

    /** The host in a URL, if it is an address. */
    static @Nullable IpAddress hostOf(@Nullable String url) {
        String authority = authority(url);
        int colon = portColon(authority);
        return authority.isEmpty() ? null : IpAddress.parse(colon < 0 ? authority : authority.substring(0, colon));
    }

    /** The port in a URL, 1935 if it has none. */
    static int portOf(@Nullable String url) {
        String authority = authority(url);
        int colon = portColon(authority);
        try {
            return colon < 0 ? DEFAULT_PORT : Integer.parseInt(authority.substring(colon + 1)) & 0xFFFF;
        } catch (NumberFormatException malformed) {
            return DEFAULT_PORT;
        }
    }

    private static String authority(@Nullable String url) {
        int scheme = url == null ? -1 : url.indexOf("://");
        if (url == null || scheme < 0) {
            return "";
        }
        String rest = url.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    /** The colons inside the brackets of an IPv6 address are none. */
    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }
}
