package io.monaserver.script;

import io.monaserver.script.lua.Strings;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** What others than the log are told of a script's error. */
final class ErrorText {

    private ErrorText() {}

    /** The bare text, or with its position as the original's code has it. */
    static String of(LuaError error, boolean isOriginal) {
        return isOriginal ? String.valueOf(error.getMessage()) : bareText(error);
    }

    /** Objects that are raised as errors have the text of their kind. */
    private static String bareText(LuaError error) {
        LuaValue value = error.bareValue();
        return Strings.text(value);
    }
}
