package io.monaserver.script.binding;

import org.luaj.vm2.LuaValue;

/** A module for scripts that is written in Java, found by {@link java.util.ServiceLoader}. */
public interface ScriptModule {

    /** What scripts {@code require} it by. */
    String name();

    /**
     * What {@code require} gives: a {@link LuaObject} with annotated members, or any other value. Asked for once for
     * each application and load of it, on the thread of the scripts.
     */
    LuaValue open();
}
