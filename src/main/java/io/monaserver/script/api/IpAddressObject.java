package io.monaserver.script.api;

import io.monaserver.common.IpAddress;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaProperty;
import org.luaj.vm2.LuaValue;

/** An IP address: its text and the facts of its range. Prints, concatenates and compares as its text. */
@LuaName("IPAddress")
public final class IpAddressObject extends TextObject {

    private final IpAddress address;

    IpAddressObject(IpAddress address) {
        super(address.toString());
        this.address = address;
    }

    IpAddress address() {
        return address;
    }

    /** The address as text. */
    @LuaProperty
    public LuaValue value() {
        return text();
    }

    /** Whether all bits are zero. */
    @LuaProperty
    public boolean isWildcard() {
        return address.isWildcard();
    }

    /** Whether it is 255.255.255.255. */
    @LuaProperty
    public boolean isBroadcast() {
        return address.isBroadcast();
    }

    /** Whether it is IPv4 and ends in 255. */
    @LuaProperty
    public boolean isAnyBroadcast() {
        return address.isAnyBroadcast();
    }

    /** Whether it is 127.x.x.x or ::1. */
    @LuaProperty
    public boolean isLoopback() {
        return address.isLoopback();
    }

    /** Whether it is a multicast address. */
    @LuaProperty
    public boolean isMulticast() {
        return address.isMulticast();
    }

    /** Whether it is neither wildcard nor broadcast nor multicast. */
    @LuaProperty
    public boolean isUnicast() {
        return address.isUnicast();
    }

    /** Whether it is 169.254.x.x or in fe80::/10. */
    @LuaProperty
    public boolean isLinkLocal() {
        return address.isLinkLocal();
    }

    /** Whether it is in a private range of IPv4, or in fec0::/10. */
    @LuaProperty
    public boolean isSiteLocal() {
        return address.isSiteLocal();
    }

    /** Whether it is IPv4, or in ::/96. */
    @LuaProperty
    public boolean isIPv4Compatible() {
        return address.isIPv4Compatible();
    }

    /** Whether it is IPv4, or in ::ffff:0:0/96. */
    @LuaProperty
    public boolean isIPv4Mapped() {
        return address.isIPv4Mapped();
    }

    /** Whether it is 224.0.0.x, or in ff00::/12. */
    @LuaProperty
    public boolean isWellKnownMC() {
        return address.isWellKnownMC();
    }

    /** Whether it is a multicast address of its node, which only IPv6 has. */
    @LuaProperty
    public boolean isNodeLocalMC() {
        return address.isNodeLocalMC();
    }

    /** Whether it is 224.x.x.x, or a multicast address of its link. */
    @LuaProperty
    public boolean isLinkLocalMC() {
        return address.isLinkLocalMC();
    }

    /** Whether it is 239.255.x.x, or a multicast address of its site. */
    @LuaProperty
    public boolean isSiteLocalMC() {
        return address.isSiteLocalMC();
    }

    /** Whether it is 239.192.x.x, or a multicast address of its organization. */
    @LuaProperty
    public boolean isOrgLocalMC() {
        return address.isOrgLocalMC();
    }

    /** Whether it is 224.0.1.0 to 238.255.255.255, or a multicast address of the world. */
    @LuaProperty
    public boolean isGlobalMC() {
        return address.isGlobalMC();
    }

    /** Whether it is in reach without a router to the world. */
    @LuaProperty
    public boolean isLocal() {
        return address.isLocal();
    }

    /** Whether it is IPv6. */
    @LuaProperty
    public boolean isIPv6() {
        return address.isIPv6();
    }

    @Override
    protected int compareWith(TextObject other) {
        return other instanceof IpAddressObject ip ? address.compareTo(ip.address) : super.compareWith(other);
    }
}
