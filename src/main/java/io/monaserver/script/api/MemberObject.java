package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A peer of another server that a script has made a member of a group here. Leaves when no script refers to it. */
public final class MemberObject extends LuaObject {

    private final LuaValue id;
    private final LuaValue rawId;
    private final Runnable release;

    MemberObject(ClientId peer, Runnable release) {
        this.id = text(peer.toString());
        this.rawId = LuaString.valueUsing(peer.toBytes());
        this.release = release;
    }

    /** What ends this membership, and tells it from a later one of the same peer. */
    Runnable leaving() {
        return release;
    }

    /** The peer's id, 64 hexadecimal characters. */
    @LuaProperty
    public LuaValue id() {
        return id;
    }

    /** The peer's id, 32 bytes. */
    @LuaProperty
    public LuaValue rawId() {
        return rawId;
    }

    /** Leaves the group, once or more. */
    @LuaMethod
    public void release() {
        release.run();
    }
}
