package io.monaserver.script;

import io.monaserver.script.lua.Native;
import io.monaserver.script.lua.Strings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.luaj.vm2.LuaBoolean;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** The log functions of scripts. Their arguments are written one after the other. */
final class ScriptLog {

    private static final Logger LOG = LoggerFactory.getLogger("script");
    private static final Marker NOTE = MarkerFactory.getMarker("NOTE");
    private static final Marker FATAL = MarkerFactory.getMarker("FATAL");

    private ScriptLog() {}

    static void define(LuaTable library, LuaValue environment, PrintStream console) {
        function(library, "FATAL", text -> LOG.error(FATAL, text));
        function(library, "CRITIC", text -> LOG.error(FATAL, text));
        function(library, "ERROR", LOG::error);
        function(library, "WARN", LOG::warn);
        function(library, "NOTE", text -> LOG.info(NOTE, text));
        function(library, "INFO", LOG::info);
        function(library, "DEBUG", LOG::debug);
        function(library, "TRACE", LOG::trace);
        Native.define(library, "print", args -> print(environment, args, console));
    }

    private static void function(LuaTable library, String name, Consumer<String> sink) {
        Native.define(library, name, args -> {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= args.narg(); i++) {
                text.append(text(library, args.arg(i)));
            }
            sink.accept(text.toString());
            return LuaValue.NONE;
        });
    }

    /** Nil and booleans stand in brackets, as scripts' authors know it. */
    private static String text(LuaTable library, LuaValue value) {
        if (value.isnil()) {
            return "(null)";
        }
        if (value instanceof LuaBoolean) {
            return "(" + Strings.text(value) + ")";
        }
        LuaString text = value instanceof LuaString own
                ? own
                : library.rawget("tostring").call(value).strvalue();
        return new String(Strings.bytes(text), StandardCharsets.UTF_8);
    }

    /** The global tostring, which a script may have replaced, makes the text. */
    private static Varargs print(LuaValue environment, Varargs args, PrintStream console) {
        LuaValue toText = environment.get("tostring");
        for (int i = 1; i <= args.narg(); i++) {
            if (i > 1) {
                console.print('\t');
            }
            LuaValue shown = toText.call(args.arg(i));
            if (!shown.isstring()) {
                throw new LuaError("'tostring' must return a string to 'print'");
            }
            byte[] text = Strings.bytes(shown.strvalue());
            console.write(text, 0, text.length);
        }
        console.println();
        return LuaValue.NONE;
    }
}
