package io.monaserver.script.api;

import io.monaserver.script.binding.LuaCollection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaValue;

/** The listeners of a publication; the keys are the clients. */
public final class ListenersObject extends LuaCollection {

    private final Map<LuaValue, ListenerObject> listeners = new LinkedHashMap<>();

    void add(ListenerObject listener) {
        listeners.put(listener.client(), listener);
    }

    void remove(ListenerObject listener) {
        listeners.remove(listener.client(), listener);
    }

    boolean isAny() {
        return !listeners.isEmpty();
    }

    @Override
    protected int size() {
        return listeners.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        LuaValue listener = listeners.get(key);
        return listener == null ? NIL : listener;
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        listeners.forEach(visitor);
    }
}
