package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.binding.LuaObject;
import io.monaserver.script.binding.LuaProperty;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A NetGroup: peers that know each other. */
public final class GroupObject extends LuaObject {

    private final LuaValue id;
    private final LuaValue rawId;
    private final MembersObject members = new MembersObject();

    GroupObject(ClientId id) {
        this.id = text(id.toString());
        this.rawId = LuaString.valueUsing(id.toBytes());
    }

    MembersObject membersObject() {
        return members;
    }

    /** Its id, 64 hexadecimal characters. */
    @LuaProperty
    public LuaValue id() {
        return id;
    }

    /** Its id, 32 bytes. */
    @LuaProperty
    public LuaValue rawId() {
        return rawId;
    }

    /** Its members by id: clients, and members that scripts have added. */
    @LuaProperty
    public LuaValue members() {
        return members;
    }

    /** Number of members. */
    @LuaMethod
    public int size() {
        return members.size();
    }
}
