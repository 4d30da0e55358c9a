package io.monaserver.script.api;

import io.monaserver.common.Clock;
import io.monaserver.common.IpAddress;
import io.monaserver.domain.socket.TcpSocket;
import io.monaserver.domain.socket.TcpSocketEvents;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaName;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Strings;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A TCP connection that a script made, or that its server accepted. Its functions {@code onData} and
 * {@code onDisconnection} are told what happens. Stays open while nobody refers to it, until the application stops.
 */
@LuaName("TCPClient")
public final class TcpClientObject extends LuaObject implements Resources.Resource {

    private static final LuaString ON_DATA = valueOf("onData");
    private static final LuaString ON_DISCONNECTION = valueOf("onDisconnection");
    private static final byte[] NOTHING = {};

    private final SocketWorld world;
    private final Resources resources;
    private final Clock clock;
    private @Nullable TcpSocket socket;
    private byte[] rest = NOTHING;
    private String peer = "";
    private LuaValue error = NIL;
    private long activeMs;

    TcpClientObject(SocketWorld world, Resources resources) {
        this.world = world;
        this.resources = resources;
        this.clock = world.clock();
        this.activeMs = clock.epochMs();
    }

    /** Takes over a connection, which is not read yet. */
    void adopt(TcpSocket connection, String peerText) {
        socket = connection;
        peer = peerText;
        rest = NOTHING;
        error = NIL;
        activeMs = clock.epochMs();
        resources.add(this);
    }

    /** Begins to read. */
    void begin() {
        TcpSocket connection = socket;
        if (connection != null) {
            connection.start(new Events(connection));
        }
    }

    /** Brings what happens on the connection to the lane. */
    private final class Events implements TcpSocketEvents {

        private final TcpSocket connection;

        Events(TcpSocket connection) {
            this.connection = connection;
        }

        @Override
        public void onData(byte[] data) {
            world.host().execute(() -> {
                if (connection.equals(socket)) {
                    TcpClientObject.this.onData(data);
                    connection.resume();
                }
            });
        }

        @Override
        public void onClosed(@Nullable String reason) {
            world.host().execute(() -> {
                if (connection.equals(socket)) {
                    TcpClientObject.this.onClosed(reason);
                }
            });
        }
    }

    private void onData(byte[] data) {
        activeMs = clock.epochMs();
        LuaValue function = handler(ON_DATA);
        if (function == null) {
            return;
        }
        byte[] all = join(rest, data);
        Varargs result = world.host().call(function, varargsOf(this, LuaString.valueUsing(all)));
        int left = result == null ? 0 : left(result.arg1(), all.length);
        rest = Arrays.copyOfRange(all, all.length - left, all.length);
        if (left > world.host().limit()) {
            close("bytes left by onData: " + left + " (expected: at most "
                    + world.host().limit() + ")");
        }
    }

    /** The documents have the script return what it leaves, the original's code what it has used. */
    private int left(LuaValue result, int length) {
        if (!(result instanceof LuaNumber)) {
            return 0;
        }
        int count = (int) Math.max(0, Math.min(length, result.todouble()));
        return world.isOriginal() ? length - count : count;
    }

    private static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void onClosed(@Nullable String reason) {
        error = reason == null || reason.isEmpty() ? NIL : text(reason);
        socket = null;
        rest = NOTHING;
        resources.remove(this);
        LuaValue function = handler(ON_DISCONNECTION);
        if (function != null) {
            LuaValue address = text(peer);
            world.host().call(function, error.isnil() ? varargsOf(this, address) : varargsOf(this, address, error));
        }
    }

    private void close(String reason) {
        TcpSocket connection = socket;
        if (connection != null) {
            connection.close();
            onClosed(reason);
        }
    }

    @Override
    public void abandon() {
        TcpSocket connection = socket;
        socket = null;
        if (connection != null) {
            connection.close();
        }
    }

    /** Whether it is connected now. */
    @LuaProperty
    public boolean connected() {
        return socket != null && socket.isConnected();
    }

    /** Its own address, a SocketAddress; that of the wildcard while it is not connected. */
    @LuaProperty
    public LuaValue address() {
        return SocketWorld.face(socket == null ? null : socket.localAddress());
    }

    /** The other side's address, a SocketAddress; that of the wildcard while it is not connected. */
    @LuaProperty
    public LuaValue peerAddress() {
        return SocketWorld.face(socket == null ? null : socket.peerAddress());
    }

    /** Milliseconds since something was sent or received. */
    @LuaProperty
    public long idleTime() {
        return clock.epochMs() - activeMs;
    }

    /** Why the last connection ended, nil if one side just closed it. */
    @LuaProperty
    public LuaValue error() {
        return error;
    }

    /** Begins to connect: to a host with a port, or to a port of this machine. */
    @LuaMethod
    public Varargs connect(Varargs address) {
        try {
            if (socket != null) {
                throw new AddressException("TCPClient is connected already");
            }
            Addresses.Target target = Addresses.target(address, IpAddress.LOOPBACK);
            adopt(world.host().sockets().connect(resolve(target)), target.text());
            begin();
            return TRUE;
        } catch (AddressException malformed) {
            return world.failed("TCPClient:connect", malformed.text());
        }
    }

    private CompletableFuture<InetSocketAddress> resolve(Addresses.Target target) {
        return world.host()
                .names()
                .resolve(target.host())
                .thenApply(ip -> new InetSocketAddress(ip.toInetAddress(), target.port()));
    }

    /** Closes the connection, after what was sent has left; {@code onDisconnection} follows. */
    @LuaMethod
    public void disconnect() {
        TcpSocket connection = socket;
        if (connection != null) {
            connection.close();
        }
    }

    /** Sends bytes; nothing, or the text of the error. */
    @LuaMethod
    public Varargs send(LuaString data) {
        TcpSocket connection = socket;
        String refusal = connection == null ? "Socket not connected" : connection.send(Strings.bytes(data));
        activeMs = clock.epochMs();
        return refusal == null ? NONE : text(refusal);
    }
}
