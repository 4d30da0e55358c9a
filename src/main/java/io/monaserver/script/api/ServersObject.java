package io.monaserver.script.api;

import io.monaserver.domain.ServerInfo;
import io.monaserver.script.binding.LuaProperty;
import io.monaserver.script.binding.LuaValues;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** All servers to which there is a link. */
public final class ServersObject extends BroadcasterObject {

    private final BroadcasterObject initiators;
    private final BroadcasterObject targets;

    ServersObject(LuaValues values) {
        super(values);
        initiators = new BroadcasterObject(values);
        targets = new BroadcasterObject(values);
    }

    /** Those that dialled us. */
    @LuaProperty
    public LuaValue initiators() {
        return initiators;
    }

    /** Those that we dialled. */
    @LuaProperty
    public LuaValue targets() {
        return targets;
    }

    @Override
    void add(ServerObject server) {
        super.add(server);
        (server.isTarget() ? targets : initiators).add(server);
    }

    @Override
    @Nullable
    ServerObject remove(ServerInfo info) {
        initiators.remove(info);
        targets.remove(info);
        return super.remove(info);
    }
}
