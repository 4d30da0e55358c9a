package io.monaserver.script.api;

import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.lua.Args;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Another server of the cluster to which there is a link. */
public final class ServerObject extends LuaObject {

    private final ServerInfo server;
    private final LuaTable configs;
    private final LuaValue address;

    ServerObject(ServerInfo server) {
        this.server = server;
        this.configs = configurations(server.configs());
        this.address = new SocketAddressObject(server.address()).value();
    }

    ServerInfo server() {
        return server;
    }

    /** A table of tables, one for each part of a key between dots. */
    static LuaTable configurations(Map<String, String> entries) {
        LuaTable root = new LuaTable();
        entries.forEach((key, value) -> {
            LuaTable holder = root;
            String[] parts = key.split("\\.", -1);
            for (int i = 0; i < parts.length - 1; i++) {
                if (!(holder.rawget(Args.text(parts[i])) instanceof LuaTable)) {
                    holder.rawset(Args.text(parts[i]), new LuaTable());
                }
                holder = holder.rawget(Args.text(parts[i])).checktable();
            }
            holder.rawset(Args.text(parts[parts.length - 1]), Coercion.toLua(value));
        });
        return root;
    }

    /** The address of its link, as text. */
    @LuaProperty
    public LuaValue address() {
        return address;
    }

    /** The host name that clients are given. */
    @LuaProperty
    public String host() {
        return server.host();
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
        return property == null ? configs.rawget(key) : Coercion.toLua(property);
    }
}
