package io.monaserver.script.api;

import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerChannel;
import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Another server of the cluster to which there is a link. Functions that scripts put on it can be called by those
 * of that server. One object for all applications; after the link is down it still answers, and what is sent to it
 * is refused.
 */
public final class ServerObject extends LuaObject {

    private static final String DEFAULT_REASON = "unknown error";

    /** Names kept of functions that were called in vain. */
    private static final int MISSING_LIMIT = 100;

    private final ServerInfo server;
    private final ServerChannel channel;
    private final SettingsObject configs;
    private final SocketAddressObject address;
    private final World world;
    private final Set<String> told = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private boolean rejected;
    private @Nullable String refusal;

    ServerObject(ServerInfo server, ServerChannel channel, World world) {
        this.server = server;
        this.channel = channel;
        this.configs = SettingsObject.nested(server.configs());
        this.address = new SocketAddressObject(server.address());
        this.world = world;
    }

    /** What it is to the rest of the server. */
    public ServerInfo server() {
        return server;
    }

    /** Whether no script has rejected it. */
    public boolean isWanted() {
        return !rejected;
    }

    /** Keeps that an application was told of the connection; false if it was before. */
    public boolean tell(String path) {
        return told.add(path);
    }

    /** Whether an application is still to be told of the disconnection; once. */
    public boolean untell(String path) {
        return told.remove(path);
    }

    /** Whether a function is missed for the first time, of which a line is worth it. */
    public boolean isNewlyMissing(String function) {
        return missing.size() < MISSING_LIMIT && missing.add(function);
    }

    /** The values of a call. */
    public Varargs decode(ServerCall call) {
        return world.values().read(call.arguments(), Amf3Format.INSTANCE);
    }

    /** Sends a call; the first of a row that fails is told in the log. */
    boolean send(ServerCall call) {
        String refused = channel.send(call);
        if (refused != null && !refused.equals(refusal)) {
            Complaints.error(
                    "server " + address.value().tojstring() + ": '" + call.function() + "' is not sent, " + refused);
        }
        refusal = refused;
        return refused == null;
    }

    /** The address of its link, as text. */
    @LuaProperty
    public LuaValue address() {
        return address.value();
    }

    /** The host name that clients are given. */
    @LuaProperty
    public String host() {
        return world.isOriginal() ? address.hostAddress().toString() : server.host();
    }

    /** The port of its link. */
    @LuaProperty
    public int port() {
        return server.address().getPort();
    }

    /** Whether this server dialled it. */
    @LuaProperty
    public boolean isTarget() {
        return server.isTarget();
    }

    /** Its configuration. */
    @LuaProperty
    public LuaValue configs() {
        return configs;
    }

    /** Calls a function that its scripts have put on the object of this server; whether the call is on its way. */
    @LuaMethod
    public boolean send(@Nullable LuaString function, Varargs arguments) {
        ServerCall call = ServerCalls.of(function, arguments, world.values());
        return call != null && send(call);
    }

    /** Ends the link; both sides are told why. */
    @LuaMethod
    public void reject(@Nullable String message) {
        rejected = true;
        channel.reject(message == null ? DEFAULT_REASON : message);
    }

    @Override
    protected LuaValue dynamic(LuaValue key) {
        if (!(key instanceof LuaString)) {
            return NIL;
        }
        String property = server.properties().get(key.tojstring());
        return property == null ? configs.get(key) : Coercion.toLua(property);
    }
}
