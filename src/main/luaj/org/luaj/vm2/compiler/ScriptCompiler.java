package org.luaj.vm2.compiler;

import java.io.IOException;
import java.io.InputStream;
import org.luaj.vm2.ChunkNames;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.NumberText;
import org.luaj.vm2.Prototype;

/** The library's compiler with error texts that name the token they were found near, as Lua's do. */
public final class ScriptCompiler {

    private static final String NEAR = " near ";

    private ScriptCompiler() {}

    /**
     * Compiles source text, which is read as far as it makes sense.
     *
     * @param first the first byte, -1 if there is none
     * @param rest what follows
     * @param name the chunk's, as {@link ChunkNames} has it
     * @throws LuaError with its final text, if it is no Lua
     */
    public static Prototype compile(int first, InputStream rest, String name) throws IOException {
        Recorder recorder = new Recorder();
        LexState lexer = new ScriptLexer(recorder, rest);
        FuncState function = new FuncState();
        lexer.fs = function;
        LuaString chunk = NumberText.utf8("=" + ChunkNames.shown(name));
        lexer.setinput(recorder, first, rest, chunk);
        function.f = new Prototype();
        function.f.source = chunk;
        try {
            lexer.mainfunc(function);
        } catch (LuaError error) {
            throw LuaError.ofValue(
                    NumberText.utf8(recorder.complete(error.value().tojstring())));
        }
        complete(function.f, NumberText.utf8(name));
        return function.f;
    }

    /** Folding gives NaN, which is no constant otherwise, where a negative zero is meant: {@link LuaInteger#folded}. */
    private static void complete(Prototype prototype, LuaString source) {
        prototype.source = source;
        for (int i = 0; i < prototype.k.length; i++) {
            if (prototype.k[i] instanceof LuaDouble && Double.isNaN(prototype.k[i].todouble())) {
                prototype.k[i] = LuaDouble.valueOf(-0.0);
            }
        }
        for (Prototype nested : prototype.p) {
            complete(nested, source);
        }
    }

    /** Keeps the library's longer form of the last error text, which it composes and then does not use. */
    private static final class Recorder extends LuaC.CompileState {

        private String last = "";

        @Override
        public String pushfstring(String text) {
            last = text;
            return text;
        }

        String complete(String message) {
            return withToken(message.replaceFirst("unexpected symbol -?\\d+ \\([\\s\\S]\\)", "unexpected symbol")
                            .replaceFirst(": syntax error$", ": '=' expected")
                            .replaceFirst("label '(.*) already defined on line \\d+$", "duplicate label '$1'")
                            .replaceFirst("no visible label 'break' for <.*> at line \\d+", "no loop to break")
                            .replaceFirst("no visible label '(.*)' for <.*> at line \\d+", "undefined label '$1'"))
                    .replace("\0'", "'")
                    .replace("'<eos>' expected", "'<eof>' expected");
        }

        private String withToken(String text) {
            int near = last.startsWith("syntax error: ") ? last.lastIndexOf(NEAR) : -1;
            if (near < 0 || text.contains(NEAR)) {
                return text;
            }
            String token = last.substring(near + NEAR.length());
            return text + NEAR + "'" + (token.equals("<eos>") ? "<eof>" : token) + "'";
        }
    }
}
