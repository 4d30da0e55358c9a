package io.monaserver.script.lua;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The source text that a function gives piece by piece, asked for as it is needed; nil or an empty piece ends it. */
@SuppressWarnings("InputStreamSlowMultibyteRead") // The lexer reads byte by byte.
final class ChunkReader extends InputStream {

    private final LuaFunction reader;
    private final CallMonitor monitor;
    private LuaString piece = LuaValue.EMPTYSTRING;
    private int position;
    private boolean isOver;
    private @Nullable LuaError failure;

    ChunkReader(LuaFunction reader, CallMonitor monitor) {
        this.reader = reader;
        this.monitor = monitor;
    }

    /** What the function itself raised, which is no error of the text. */
    @Nullable
    LuaError failure() {
        return failure;
    }

    @Override
    public int read() {
        if (position == piece.m_length && !isOver) {
            next();
        }
        return isOver ? -1 : piece.m_bytes[piece.m_offset + position++] & 0xff;
    }

    private void next() {
        try {
            LuaValue value = reader.call();
            if (!value.isnil() && !value.isstring()) {
                throw LuaError.ofValue(Args.text(monitor.calls().position(1) + "reader function must return a string"));
            }
            piece = value.isnil() ? LuaValue.EMPTYSTRING : value.strvalue();
        } catch (LuaError raised) {
            failure = raised;
            throw raised;
        }
        position = 0;
        isOver = piece.m_length == 0;
    }
}
