package io.monaserver.common;

import org.jspecify.annotations.Nullable;

/** The text forms of IP addresses. A bare § is one of RFC 5952. */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** One to four numbers; the last fills all bytes that are left, so {@code 1.2.3} is 1.2.0.3. */
    static byte @Nullable [] parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > IpAddress.V4_BYTES) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            long limit = isLast ? 1L << (8 * (IpAddress.V4_BYTES - i)) : 256;
            long part = parseNumber(parts[i]);
            if (part < 0 || part >= limit) {
                return null;
            }
            value |= isLast ? part : part << (8 * (3 - i));
        }
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    /** Decimal, octal or hexadecimal as in C; -1 if it is none. */
    private static long parseNumber(String text) {
        boolean isHex = text.startsWith("0x") || text.startsWith("0X");
        String digits = isHex ? text.substring(2) : text;
        int radix = isHex ? 16 : text.length() > 1 && text.charAt(0) == '0' ? 8 : 10;
        if (digits.isEmpty() || digits.length() > 12) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    static byte @Nullable [] parseV6(String given) {
        boolean isBracketed = given.startsWith("[") && given.endsWith("]");
        String text = isBracketed ? given.substring(1, given.length() - 1) : given;
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups == null || groups.length != GROUPS ? null : join(groups, new int[0]);
        }
        int[] head = groups(text.substring(0, gap));
        int[] tail = groups(text.substring(gap + 2));
        return head == null || tail == null || head.length + tail.length >= GROUPS ? null : join(head, tail);
    }

    /** Groups between colons; the last may be an IPv4 address, which counts as two. Null if malformed. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        boolean endsInV4 = last.indexOf('.') >= 0;
        int[] groups = new int[parts.length + (endsInV4 ? 1 : 0)];
        for (int i = 0; i < parts.length - (endsInV4 ? 1 : 0); i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            groups[i] = Integer.parseInt(parts[i], 16);
        }
        if (endsInV4) {
            byte[] tail = last.matches("\\d+\\.\\d+\\.\\d+\\.\\d+") ? parseV4(last) : null;
            if (tail == null) {
                return null;
            }
            groups[groups.length - 2] = (tail[0] & 0xff) << 8 | (tail[1] & 0xff);
            groups[groups.length - 1] = (tail[2] & 0xff) << 8 | (tail[3] & 0xff);
        }
        return groups;
    }

    private static byte @Nullable [] join(int[] head, int[] tail) {
        if (head.length + tail.length > GROUPS) {
            return null;
        }
        byte[] bytes = new byte[IpAddress.V6_BYTES];
        put(head, bytes, 0);
        put(tail, bytes, GROUPS - tail.length);
        return bytes;
    }

    private static void put(int[] groups, byte[] bytes, int first) {
        for (int i = 0; i < groups.length; i++) {
            bytes[2 * (first + i)] = (byte) (groups[i] >> 8);
            bytes[2 * (first + i) + 1] = (byte) groups[i];
        }
    }

    static String ofV4(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) + "." + (bytes[offset + 1] & 0xff) + "." + (bytes[offset + 2] & 0xff) + "."
                + (bytes[offset + 3] & 0xff);
    }

    /** Lower case without leading zeros (§4.1, §4.3); the first longest run of zero groups is left out (§4.2). */
    static String ofV6(byte[] bytes) {
        if (isMapped(bytes)) {
            // §5: an embedded IPv4 address is shown as such where the prefix says that it is one.
            return "::ffff:" + ofV4(bytes, 12);
        }
        int[] run = longestZeroRun(bytes);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    /** First group and length; one group alone is not shortened (§4.2.2). */
    private static int[] longestZeroRun(byte[] bytes) {
        int[] best = {-1, 1};
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            length = group(bytes, i) == 0 ? length + 1 : 0;
            if (length > best[1]) {
                best = new int[] {i - length + 1, length};
            }
        }
        return best;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
    }
}
