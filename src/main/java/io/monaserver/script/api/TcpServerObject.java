package io.monaserver.script.api;

import io.monaserver.common.IpAddress;
import io.monaserver.domain.socket.Acceptor;
import io.monaserver.domain.socket.TcpSocket;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A TCP server of a script: its function {@code onConnection} gets each connection as a TCPClient. Runs until it is
 * stopped, or its application is.
 *
 * <p>Limit: 1024 connections that the script has not seen yet; further ones are closed.
 */
@LuaName("TCPServer")
public final class TcpServerObject extends LuaObject implements Resources.Resource {

    private static final LuaString ON_CONNECTION = valueOf("onConnection");
    private static final int MAX_UNSEEN = 1024;

    private final SocketWorld world;
    private final Resources resources;
    private final AtomicInteger unseen = new AtomicInteger();
    private @Nullable Acceptor acceptor;

    TcpServerObject(SocketWorld world, Resources resources) {
        this.world = world;
        this.resources = resources;
    }

    /** Whether it listens. */
    @LuaProperty
    public boolean running() {
        return acceptor != null;
    }

    /** Where it listens, a SocketAddress; that of the wildcard while it does not. */
    @LuaProperty
    public LuaValue address() {
        return SocketWorld.face(acceptor == null ? null : acceptor.address());
    }

    /** Listens at an address, or at a port of all addresses of this machine. */
    @LuaMethod
    public Varargs start(Varargs address) {
        try {
            if (acceptor != null) {
                throw new AddressException("TCPServer is running already");
            }
            SocketAddressObject wanted = world.addresses().read(address, IpAddress.WILDCARD, false);
            acceptor = world.host().sockets().listen(wanted.toSocketAddress(), this::onAccepted);
            resources.add(this);
            return TRUE;
        } catch (AddressException malformed) {
            return world.failed("TCPServer:start", malformed.text());
        } catch (IOException unbound) {
            return world.failed("TCPServer:start", String.valueOf(unbound.getMessage()));
        }
    }

    /** Called on the connection's own thread. */
    private void onAccepted(TcpSocket connection) {
        if (unseen.incrementAndGet() > MAX_UNSEEN) {
            unseen.decrementAndGet();
            connection.close();
            return;
        }
        world.host().execute(() -> {
            unseen.decrementAndGet();
            onConnection(connection);
        });
    }

    private void onConnection(TcpSocket connection) {
        LuaValue function = handler(ON_CONNECTION);
        if (acceptor == null || function == null) {
            connection.close();
            return;
        }
        TcpClientObject client = new TcpClientObject(world, resources);
        client.adopt(
                connection, SocketWorld.face(connection.peerAddress()).value().tojstring());
        world.host().call(function, varargsOf(this, client));
        client.begin();
    }

    /** Stops listening; connections that it has accepted stay. */
    @LuaMethod
    public void stop() {
        Acceptor listening = acceptor;
        if (listening != null) {
            acceptor = null;
            resources.remove(this);
            listening.close();
        }
    }

    @Override
    public void abandon() {
        stop();
    }
}
