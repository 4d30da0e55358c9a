package io.monaserver.common;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An IP address of either version, and what its range says about it. Never looks up a name. */
public final class IpAddress implements Comparable<IpAddress> {

    /** 0.0.0.0. */
    public static final IpAddress WILDCARD = new IpAddress(new byte[4]);

    /** 127.0.0.1. */
    public static final IpAddress LOOPBACK = new IpAddress(new byte[] {127, 0, 0, 1});

    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The address of these 4 or 16 bytes. */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != V4_BYTES && bytes.length != V6_BYTES) {
            throw new IllegalArgumentException("address length: " + bytes.length + " (expected: 4 or 16)");
        }
        return new IpAddress(bytes.clone());
    }

    /** The same address without its interface. */
    public static IpAddress of(InetAddress address) {
        return new IpAddress(address.getAddress());
    }

    /** The host of a socket's address; the wildcard if it is a name that was never resolved. */
    public static IpAddress hostOf(InetSocketAddress address) {
        if (address.getAddress() != null) {
            return of(address.getAddress());
        }
        IpAddress parsed = parse(address.getHostString());
        return parsed == null ? WILDCARD : parsed;
    }

    /**
     * The address that a text means, or null: IPv4 with one to four parts, decimal, octal after {@code 0} and
     * hexadecimal after {@code 0x}, as C libraries read it; IPv6 in any of its forms, in brackets or not; and
     * {@code localhost}.
     */
    public static @Nullable IpAddress parse(String text) {
        if (text.equals("localhost")) {
            return LOOPBACK;
        }
        byte[] parsed = text.indexOf(':') < 0 ? AddressText.parseV4(text) : AddressText.parseV6(text);
        return parsed == null ? null : new IpAddress(parsed);
    }

    /** For sockets. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The address under which a peer is known whatever kind of socket it came by: IPv4 where IPv6 only wraps it. */
    public IpAddress canonical() {
        return isIPv6() && isIPv4Mapped() ? new IpAddress(Arrays.copyOfRange(bytes, 12, V6_BYTES)) : this;
    }

    /** Whether it has 16 bytes. */
    public boolean isIPv6() {
        return bytes.length == V6_BYTES;
    }

    /** All zero. */
    public boolean isWildcard() {
        return allZero(bytes.length);
    }

    /** 255.255.255.255. */
    public boolean isBroadcast() {
        return !isIPv6() && word() == -1;
    }

    /** Any IPv4 address that ends in 255. */
    public boolean isAnyBroadcast() {
        return !isIPv6() && bytes[3] == -1;
    }

    /** 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return isIPv6() ? allZero(V6_BYTES - 1) && bytes[15] == 1 : bytes[0] == 127;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isIPv6() ? bytes[0] == -1 : (bytes[0] & 0xf0) == 0xe0;
    }

    /** Neither a wildcard, a broadcast nor a multicast address. */
    public boolean isUnicast() {
        return !isWildcard() && !isAnyBroadcast() && !isMulticast();
    }

    /** 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return isIPv6() ? isV6Prefix(0xfe80) : (word() >>> 16) == 0xa9fe;
    }

    /** 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or fec0::/10. */
    public boolean isSiteLocal() {
        return isIPv6() ? isV6Prefix(0xfec0) : bytes[0] == 10 || (word() >>> 20) == 0xac1 || (word() >>> 16) == 0xc0a8;
    }

    /** Any IPv4 address, or ::/96. */
    public boolean isIPv4Compatible() {
        return !isIPv6() || allZero(12);
    }

    /** Any IPv4 address, or ::ffff:0:0/96. */
    public boolean isIPv4Mapped() {
        return !isIPv6() || (allZero(10) && bytes[10] == -1 && bytes[11] == -1);
    }

    /** 224.0.0.0/24 or ff00::/12. */
    public boolean isWellKnownMC() {
        return isIPv6() ? bytes[0] == -1 && (bytes[1] & 0xf0) == 0 : (word() >>> 8) == 0xe00000;
    }

    /** Never for IPv4; ff01::/16 and its like. */
    public boolean isNodeLocalMC() {
        return isV6Multicast(0x1);
    }

    /** 224.0.0.0/8; ff02::/16 and its like. */
    public boolean isLinkLocalMC() {
        return isIPv6() ? isV6Multicast(0x2) : (bytes[0] & 0xff) == 224;
    }

    /** 239.255.0.0/16; ff05::/16 and its like. */
    public boolean isSiteLocalMC() {
        return isIPv6() ? isV6Multicast(0x5) : (word() >>> 16) == 0xefff;
    }

    /** 239.192.0.0/16; ff08::/16 and its like. */
    public boolean isOrgLocalMC() {
        return isIPv6() ? isV6Multicast(0x8) : (word() >>> 16) == 0xefc0;
    }

    /** 224.0.1.0 to 238.255.255.255; ff0f::/16 and its like. */
    public boolean isGlobalMC() {
        return isIPv6()
                ? isV6Multicast(0xf)
                : Integer.compareUnsigned(word(), 0xe0000100) >= 0 && Integer.compareUnsigned(word(), 0xeeffffff) <= 0;
    }

    /** In reach without a router: itself, its link, its site or its organization. */
    public boolean isLocal() {
        return isWildcard()
                || isLoopback()
                || isSiteLocal()
                || isLinkLocal()
                || isAnyBroadcast()
                || isNodeLocalMC()
                || isLinkLocalMC()
                || isSiteLocalMC()
                || isOrgLocalMC();
    }

    private int word() {
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    private boolean allZero(int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** A prefix of ten bits. */
    private boolean isV6Prefix(int prefix) {
        return (((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) & 0xffc0) == prefix;
    }

    private boolean isV6Multicast(int scope) {
        return isIPv6() && bytes[0] == -1 && (bytes[1] & 0xf) == scope;
    }

    /** Its text before a port: IPv6 stands in brackets. */
    public String toHostText() {
        return isIPv6() ? "[" + this + "]" : toString();
    }

    /** IPv4 before IPv6, then by value. */
    @Override
    public int compareTo(IpAddress other) {
        return bytes.length == other.bytes.length
                ? Arrays.compareUnsigned(bytes, other.bytes)
                : bytes.length - other.bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Dotted, or as RFC 5952 says. */
    @Override
    public String toString() {
        return isIPv6() ? AddressText.ofV6(bytes) : AddressText.ofV4(bytes, 0);
    }
}
