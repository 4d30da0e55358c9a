package io.monaserver.script.api;

import io.monaserver.common.IpAddress;
import io.monaserver.domain.socket.UdpSocket;
import io.monaserver.domain.socket.UdpSocketEvents.Datagram;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Strings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A UDP socket of a script: its function {@code onPacket} gets each datagram. Opened by {@code bind}, {@code connect}
 * or the first {@code send}; open until it is closed, or its application stops.
 */
@LuaName("UDPSocket")
public final class UdpSocketObject extends LuaObject implements Resources.Resource {

    private static final LuaString ON_PACKET = valueOf("onPacket");

    private final SocketWorld world;
    private final Resources resources;
    private final boolean broadcasts;
    private @Nullable UdpSocket socket;
    private @Nullable SocketAddressObject peer;
    private int generation;

    UdpSocketObject(SocketWorld world, Resources resources, boolean broadcasts) {
        this.world = world;
        this.resources = resources;
        this.broadcasts = broadcasts;
    }

    private UdpSocket open(InetSocketAddress address) throws IOException {
        int current = ++generation;
        UdpSocket opened = world.host()
                .sockets()
                .bind(address, broadcasts, packets -> world.host().execute(() -> onPackets(current, packets)));
        socket = opened;
        resources.add(this);
        return opened;
    }

    private void onPackets(int opened, List<Datagram> packets) {
        for (Datagram packet : packets) {
            LuaValue function = handler(ON_PACKET);
            if (opened != generation || socket == null) {
                return;
            }
            SocketAddressObject from = new SocketAddressObject(packet.from());
            if (function != null && (peer == null || peer.value().raweq(from.value()))) {
                world.host().call(function, varargsOf(this, LuaString.valueUsing(packet.data()), from.value()));
            }
        }
        UdpSocket open = socket;
        if (opened == generation && open != null) {
            open.resume();
        }
    }

    /** Where it is bound, a SocketAddress; that of the wildcard while it is not. */
    @LuaProperty
    public LuaValue address() {
        return SocketWorld.face(socket == null ? null : socket.localAddress());
    }

    /** Whom it is connected to, a SocketAddress; that of the wildcard while it is not. */
    @LuaProperty
    public LuaValue peerAddress() {
        return peer == null ? SocketWorld.face(null) : peer;
    }

    /** Binds to an address, or to a port of all addresses of this machine; nothing, or the text of the error. */
    @LuaMethod
    public Varargs bind(Varargs address) {
        try {
            if (socket != null) {
                throw new AddressException("UDPSocket is bound already");
            }
            open(world.addresses().read(address, IpAddress.WILDCARD, false).toSocketAddress());
            return world.isOriginal() ? TRUE : NONE;
        } catch (AddressException malformed) {
            return refused("UDPSocket:bind", malformed.text());
        } catch (IOException unbound) {
            return refused("UDPSocket:bind", String.valueOf(unbound.getMessage()));
        }
    }

    private Varargs refused(String function, String text) {
        return world.isOriginal() ? world.failed(function, text) : text(text);
    }

    /** Sends to, and hears from, this address only; nothing, or the text of the error. */
    @LuaMethod
    public Varargs connect(Varargs address) {
        try {
            SocketAddressObject wanted = world.addresses().read(address, IpAddress.LOOPBACK, false);
            if (socket == null) {
                open(new InetSocketAddress(0));
            }
            peer = wanted;
            return NONE;
        } catch (AddressException malformed) {
            return text(malformed.text());
        } catch (IOException unbound) {
            return text(String.valueOf(unbound.getMessage()));
        }
    }

    /** Sends to, and hears from, everybody again. */
    @LuaMethod
    public void disconnect() {
        peer = null;
    }

    /** Sends a datagram to an address, or to whom it is connected to; true, or false and the text of the error. */
    @LuaMethod
    public Varargs send(LuaString data, Varargs address) {
        try {
            SocketAddressObject to =
                    address.narg() == 0 ? peer : world.addresses().read(address, IpAddress.LOOPBACK, false);
            if (to == null) {
                throw new AddressException("UDPSocket is not connected (expected: an address to send to)");
            }
            if (to.hostAddress().isBroadcast() && !broadcasts) {
                throw new AddressException("broadcasts are not allowed (expected: mona:createUDPSocket(true))");
            }
            UdpSocket open = socket == null ? open(new InetSocketAddress(0)) : socket;
            String refusal = open.send(Strings.bytes(data), to.toSocketAddress());
            return refusal == null ? TRUE : world.failed("UDPSocket:send", refusal);
        } catch (AddressException malformed) {
            return world.failed("UDPSocket:send", malformed.text());
        } catch (IOException unbound) {
            return world.failed("UDPSocket:send", String.valueOf(unbound.getMessage()));
        }
    }

    /** Closes it; it can be bound again. */
    @LuaMethod
    public void close() {
        UdpSocket open = socket;
        socket = null;
        peer = null;
        if (open != null) {
            resources.remove(this);
            open.close();
        }
    }

    @Override
    public void abandon() {
        close();
    }
}
