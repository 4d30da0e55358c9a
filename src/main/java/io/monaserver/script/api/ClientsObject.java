package io.monaserver.script.api;

import io.monaserver.script.binding.LuaCollection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The clients of the server or of one application, by id. Called with an id or a raw id it gives one of them. */
public final class ClientsObject extends LuaCollection {

    private final Map<LuaValue, ClientObject> clients = new LinkedHashMap<>();

    void add(ClientObject client) {
        clients.put(client.id(), client);
    }

    void remove(ClientObject client) {
        clients.remove(client.id(), client);
    }

    @Override
    protected int size() {
        return clients.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        LuaValue client = clients.get(key);
        return client == null ? NIL : client;
    }

    @Override
    protected Varargs lookUp(Varargs args) {
        return super.lookUp(Ids.key(args.arg1()));
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        clients.forEach(visitor);
    }
}
