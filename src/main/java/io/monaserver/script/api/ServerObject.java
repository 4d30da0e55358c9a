package io.monaserver.script.api;

import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Another server of the cluster to which there is a link. */
public final class ServerObject extends LuaObject {

    private final ServerInfo server;
    private final SettingsObject configs;
    private final SocketAddressObject address;
    private final boolean original;

    ServerObject(ServerInfo server, boolean original) {
        this.server = server;
        this.configs = SettingsObject.nested(server.configs());
        this.address = new SocketAddressObject(server.address());
        this.original = original;
    }

    ServerInfo server() {
        return server;
    }

    /** The address of its link, as text. */
    @LuaProperty
    public LuaValue address() {
        return address.value();
    }

    /** The host name that clients are given. */
    @LuaProperty
    public String host() {
        return original ? address.hostAddress().toString() : server.host();
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

    @Override
    protected LuaValue dynamic(LuaValue key) {
        if (!(key instanceof LuaString)) {
            return NIL;
        }
        String property = server.properties().get(key.tojstring());
        return property == null ? configs.get(key) : Coercion.toLua(property);
    }
}
