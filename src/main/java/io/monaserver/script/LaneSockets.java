package io.monaserver.script;

import io.monaserver.common.NameResolver;
import io.monaserver.domain.socket.Sockets;
import io.monaserver.script.api.Resources;
import io.monaserver.script.api.SocketHost;
import io.monaserver.script.api.World;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the sockets of scripts have of their lane. */
final class LaneSockets implements SocketHost {

    private final ScriptLane lane;
    private final Sockets sockets;
    private final NameResolver names;
    private final World world;

    LaneSockets(ScriptLane lane, Sockets sockets, NameResolver names, World world) {
        this.lane = lane;
        this.sockets = sockets;
        this.names = names;
        this.world = world;
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    @Override
    public NameResolver names() {
        return names;
    }

    @Override
    public void execute(Runnable task) {
        lane.execute(task);
    }

    @Override
    public @Nullable Varargs call(LuaValue function, Varargs arguments) {
        ApplicationTree tree = lane.tree();
        Varargs results = tree.attempt(tree.owner(function), function, arguments);
        world.sendEffects(null);
        return results;
    }

    @Override
    public Resources resources() {
        return lane.tree().caller().resources();
    }

    @Override
    public long limit() {
        return lane.config().script().socketBuffer();
    }
}
