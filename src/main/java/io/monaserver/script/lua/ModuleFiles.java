package io.monaserver.script.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/** Where {@code require} finds the files that {@code package.path} names. */
public interface ModuleFiles {

    /** No files at all. */
    ModuleFiles NONE = name -> null;

    /**
     * The function of a file, null where there is no such file.
     *
     * @throws org.luaj.vm2.LuaError if it is no Lua
     */
    @Nullable
    LuaFunction load(String name);
}
