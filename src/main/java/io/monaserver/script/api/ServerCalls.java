package io.monaserver.script.api;

import io.monaserver.codec.amf.Amf3Format;
import io.monaserver.domain.ServerCall;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaValues;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Makes the calls that go to other servers. */
public final class ServerCalls {

    /** The call that says which applications run; scripts cannot make it. */
    public static final String APPLICATIONS = ".";

    private static final int MAX_NAME = 255;

    private ServerCalls() {}

    /** The call of a function by its name; null if that is none, which is told in the log. */
    static @Nullable ServerCall of(@Nullable LuaString function, Varargs arguments, LuaValues values) {
        String name = function == null ? "" : function.tojstring();
        if (name.isEmpty() || name.equals(APPLICATIONS)) {
            Complaints.error("Invalid '" + name + "' handler for the sending server message");
            return null;
        }
        if (name.length() > MAX_NAME) {
            Complaints.warn("The server handler '" + name + "' is cut (expected: at most " + MAX_NAME + " characters)");
            name = name.substring(0, MAX_NAME);
        }
        return new ServerCall(name, values.encode(arguments, Amf3Format.INSTANCE));
    }

    /** The call that names these applications. */
    static ServerCall running(Collection<String> paths) {
        LuaValue[] values = paths.stream().map(LuaValue::valueOf).toArray(LuaValue[]::new);
        return new ServerCall(APPLICATIONS, LuaValues.PLAIN.encode(LuaValue.varargsOf(values), Amf3Format.INSTANCE));
    }
}
