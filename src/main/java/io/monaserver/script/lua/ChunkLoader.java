package io.monaserver.script.lua;

import java.io.IOException;
import org.luaj.vm2.ChunkNames;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.MonitoredGlobals;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.ScriptCompiler;

/** Compiles source text to functions that run in any environment under the guard. Takes no binary chunks. */
public final class ChunkLoader {

    private static final int BINARY_MARK = 27;

    private final MonitoredGlobals globals;

    /** A loader for this machine. */
    ChunkLoader(MonitoredGlobals globals) {
        this.globals = globals;
    }

    /**
     * Compiles a chunk.
     *
     * @param name as Lua has it: {@code @file}, {@code =name}, or the source itself
     * @throws LuaError with the position, if it is no Lua
     */
    public LuaClosure load(LuaString source, String name, LuaValue environment) {
        if (source.m_length > 0 && source.m_bytes[source.m_offset] == BINARY_MARK) {
            throw LuaError.ofValue(Args.text("attempt to load chunk with wrong mode"));
        }
        return new LuaClosure(compile(source, name), globals, environment);
    }

    private static Prototype compile(LuaString source, String name) {
        try {
            return ScriptCompiler.compile(source, firstLineComment(source), name);
        } catch (LuaError error) {
            throw error;
        } catch (IOException | RuntimeException fault) {
            throw LuaError.ofValue(Args.text(ChunkNames.shown(name) + ": cannot be compiled: " + fault));
        } catch (StackOverflowError overflow) {
            throw LuaError.ofValue(Args.text(ChunkNames.shown(name) + ": chunk has too many syntax levels"));
        }
    }

    /** A first line that begins with # is for the shell of the system. */
    private static int firstLineComment(LuaString source) {
        if (source.m_length == 0 || source.m_bytes[source.m_offset] != '#') {
            return 0;
        }
        int i = 0;
        while (i < source.m_length && source.m_bytes[source.m_offset + i] != '\n') {
            i++;
        }
        return i;
    }
}
