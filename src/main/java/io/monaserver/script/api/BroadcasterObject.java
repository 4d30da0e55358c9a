package io.monaserver.script.api;

import io.monaserver.domain.ServerCall;
import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Servers in the order of their connection; the key is the index or the address. */
public sealed class BroadcasterObject extends LuaCollection permits ServersObject {

    private final List<ServerObject> servers = new ArrayList<>();
    private final LuaValues values;

    BroadcasterObject(LuaValues values) {
        this.values = values;
    }

    /** Calls a function on each of them; whether all calls are on their way. */
    @LuaMethod
    public boolean broadcast(@Nullable LuaString function, Varargs arguments) {
        ServerCall call = ServerCalls.of(function, arguments, values);
        return call != null && broadcast(call);
    }

    /** Encoded once, sent to each. */
    final boolean broadcast(ServerCall call) {
        boolean isSent = true;
        for (int i = 0; i < servers.size(); i++) {
            isSent &= servers.get(i).send(call);
        }
        return isSent;
    }

    void add(ServerObject server) {
        servers.add(server);
    }

    @Nullable
    ServerObject find(ServerInfo info) {
        for (ServerObject server : servers) {
            if (server.server().id().equals(info.id())) {
                return server;
            }
        }
        return null;
    }

    @Nullable
    ServerObject remove(ServerInfo info) {
        ServerObject server = find(info);
        if (server != null) {
            servers.remove(server);
        }
        return server;
    }

    List<ServerObject> servers() {
        return List.copyOf(servers);
    }

    @Override
    protected int size() {
        return servers.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        if (key instanceof LuaNumber) {
            int index = key.toint();
            return index >= 1 && index <= servers.size() ? servers.get(index - 1) : NIL;
        }
        if (!(key instanceof LuaString)) {
            return NIL;
        }
        String wanted = key.tojstring();
        for (ServerObject server : servers) {
            if (server.address().raweq(key) || server.host().equals(wanted)) {
                return server;
            }
        }
        return NIL;
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        for (int i = 0; i < servers.size(); i++) {
            visitor.accept(LuaInteger.valueOf(i + 1), servers.get(i));
        }
    }
}
