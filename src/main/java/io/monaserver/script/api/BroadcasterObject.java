package io.monaserver.script.api;

import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.LuaCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Servers in the order of their connection; the key is the index or the address. */
public sealed class BroadcasterObject extends LuaCollection permits ServersObject {

    private final List<ServerObject> servers = new ArrayList<>();

    void add(ServerObject server) {
        servers.add(server);
    }

    @Nullable
    ServerObject remove(ServerInfo info) {
        for (ServerObject server : servers) {
            if (server.server().id().equals(info.id())) {
                servers.remove(server);
                return server;
            }
        }
        return null;
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
