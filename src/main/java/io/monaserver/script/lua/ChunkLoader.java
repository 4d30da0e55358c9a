package io.monaserver.script.lua;

import java.io.IOException;
import java.io.InputStream;
import org.luaj.vm2.ChunkNames;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.MonitoredGlobals;
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
        return load(source.toInputStream(), name, environment);
    }

    /**
     * Compiles a chunk that comes in pieces, and asks for no more of them after its first error.
     *
     * @throws LuaError with the position, if it is no Lua; or the function's own
     */
    LuaClosure load(LuaFunction reader, String name, LuaValue environment) {
        ChunkReader pieces = new ChunkReader(reader, globals.monitor());
        try {
            return load((InputStream) pieces, name, environment);
        } catch (LuaError error) {
            LuaError own = pieces.failure();
            throw own == null ? error : own;
        }
    }

    private LuaClosure load(InputStream source, String name, LuaValue environment) {
        try {
            int first = source.read();
            if (first == BINARY_MARK) {
                throw LuaError.ofValue(Args.text("attempt to load chunk with wrong mode"));
            }
            if (first == '#') {
                first = skipLine(source);
            }
            return new LuaClosure(ScriptCompiler.compile(first, source, name), globals, environment);
        } catch (LuaError | ScriptBreach raised) {
            throw raised;
        } catch (IOException | RuntimeException fault) {
            throw LuaError.ofValue(Args.text(ChunkNames.shown(name) + ": cannot be compiled: " + fault));
        } catch (StackOverflowError overflow) {
            throw LuaError.ofValue(Args.text(ChunkNames.shown(name) + ": chunk has too many syntax levels"));
        }
    }

    /** A first line that begins with # is for the shell of the system; its end counts as a line. */
    private static int skipLine(InputStream source) throws IOException {
        int next = source.read();
        while (next != '\n' && next >= 0) {
            next = source.read();
        }
        return next;
    }
}
