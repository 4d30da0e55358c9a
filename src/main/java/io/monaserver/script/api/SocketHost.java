package io.monaserver.script.api;

import io.monaserver.common.NameResolver;
import io.monaserver.domain.socket.Sockets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the sockets of scripts need of the lane that they live on. */
public interface SocketHost {

    /** Opens sockets. */
    Sockets sockets();

    /** Looks up the hosts to connect to. */
    NameResolver names();

    /** Runs something on the lane, later. */
    void execute(Runnable task);

    /** Calls a function for the application that it belongs to; null if it failed, which is told in the log. */
    @Nullable
    Varargs call(LuaValue function, Varargs arguments);

    /** What the application of the running script has opened. */
    Resources resources();

    /** Bytes that may wait in a socket for the script. */
    long limit();
}
