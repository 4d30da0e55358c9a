package io.monaserver.script.api;

import io.monaserver.common.IpAddress;
import io.monaserver.script.binding.LuaProperty;
import java.net.InetSocketAddress;
import org.luaj.vm2.LuaValue;

/** A host and a port. Prints, concatenates and compares as the text {@code host:port}. */
public final class SocketAddressObject extends TextObject {

    private final IpAddressObject host;
    private final int port;

    SocketAddressObject(IpAddress host, int port) {
        super(host.toHostText() + ":" + port);
        this.host = new IpAddressObject(host);
        this.port = port;
    }

    SocketAddressObject(InetSocketAddress address) {
        this(IpAddress.hostOf(address), address.getPort());
    }

    IpAddress hostAddress() {
        return host.address();
    }

    InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host.address().toInetAddress(), port);
    }

    /** The host, an IPAddress. */
    @LuaProperty
    public LuaValue host() {
        return host;
    }

    /** The port. */
    @LuaProperty
    public int port() {
        return port;
    }

    /** Whether the host is an IPv6 address. */
    @LuaProperty
    public boolean isIPv6() {
        return host.isIPv6();
    }

    /** The text {@code host:port}; an IPv6 host stands in brackets. */
    @LuaProperty
    public LuaValue value() {
        return text();
    }

    @Override
    protected int compareWith(TextObject other) {
        if (!(other instanceof SocketAddressObject address)) {
            return super.compareWith(other);
        }
        int hosts = hostAddress().compareTo(address.hostAddress());
        return hosts == 0 ? Integer.compare(port, address.port) : hosts;
    }
}
