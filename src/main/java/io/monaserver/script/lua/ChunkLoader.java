package io.monaserver.script.lua;

import java.io.IOException;
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

    /** A file name in an error is cut from here on. */
    private static final int SOURCE_LIMIT = 60;

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
            throw LuaError.ofValue(Args.text("binary chunks are not allowed"));
        }
        return new LuaClosure(compile(source, "=" + shortName(name)), globals, environment);
    }

    private static Prototype compile(LuaString source, String name) {
        try {
            return ScriptCompiler.compile(source, firstLineComment(source), name);
        } catch (LuaError error) {
            throw error;
        } catch (IOException | RuntimeException fault) {
            throw LuaError.ofValue(Args.text(name.substring(1) + ": cannot be compiled: " + fault));
        } catch (StackOverflowError overflow) {
            throw LuaError.ofValue(Args.text(name.substring(1) + ": chunk has too many syntax levels"));
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

    private static String shortName(String name) {
        if (name.startsWith("=")) {
            return name.substring(1);
        }
        if (name.startsWith("@")) {
            String file = name.substring(1);
            return file.length() < SOURCE_LIMIT ? file : "..." + file.substring(file.length() - SOURCE_LIMIT + 4);
        }
        int line = name.indexOf('\n');
        String first = line < 0 ? name : name.substring(0, line);
        int room = SOURCE_LIMIT - "[string \"...\"]".length() - 1;
        boolean cut = line >= 0 || first.length() > room;
        return "[string \"" + (cut ? first.substring(0, Math.min(first.length(), room)) + "..." : first) + "\"]";
    }
}
