package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.common.IpAddress;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.lua.Args;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the sockets of all scripts share. Belongs to the lane. */
public final class SocketWorld {

    private static final SocketAddressObject NOWHERE = new SocketAddressObject(IpAddress.WILDCARD, 0);

    private final SocketHost host;
    private final Addresses addresses;
    private final World world;

    SocketWorld(SocketHost host, Addresses addresses, World world) {
        this.host = host;
        this.addresses = addresses;
        this.world = world;
    }

    SocketHost host() {
        return host;
    }

    Addresses addresses() {
        return addresses;
    }

    Clock clock() {
        return world.clock();
    }

    boolean isOriginal() {
        return world.isOriginal();
    }

    /** An address as scripts see it. */
    static SocketAddressObject face(@Nullable InetSocketAddress address) {
        return address == null ? NOWHERE : new SocketAddressObject(address);
    }

    /** False and the text; the original's code has the text in the log only. */
    Varargs failed(String function, String text) {
        Complaints.error(function + ": " + text);
        return isOriginal() ? LuaValue.FALSE : LuaValue.varargsOf(LuaValue.FALSE, Args.text(text));
    }
}
