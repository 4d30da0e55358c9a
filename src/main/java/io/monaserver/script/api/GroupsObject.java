package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.script.binding.Complaints;
import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.binding.LuaMethod;
import io.monaserver.script.lua.Strings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The groups that have members, by id. Called with an id or a raw id it gives one of them. */
public final class GroupsObject extends LuaCollection {

    private final Map<LuaValue, GroupObject> groups = new LinkedHashMap<>();
    private final BiFunction<ClientId, ClientId, MemberObject> joining;

    /** Groups that scripts join for a peer in this way. */
    GroupsObject(BiFunction<ClientId, ClientId, MemberObject> joining) {
        this.joining = joining;
    }

    /** The object of a group, new if it had no member yet. */
    GroupObject group(ClientId id) {
        return groups.computeIfAbsent(text(id.toString()), key -> new GroupObject(id));
    }

    @Nullable
    GroupObject find(ClientId id) {
        return groups.get(text(id.toString()));
    }

    /** Forgets a group that has lost its last member. */
    void review(GroupObject group) {
        if (group.size() == 0) {
            groups.remove(group.id(), group);
        }
    }

    /** Makes a peer a member of a group: one that is connected to another server. The group is made if need be. */
    @LuaMethod
    public LuaValue join(Varargs peerAndGroup) {
        return join("groups:join", peerAndGroup);
    }

    LuaValue join(String function, Varargs peerAndGroup) {
        ClientId peer = id(function, "member", peerAndGroup.arg(1));
        ClientId group = peer == null ? null : id(function, "group", peerAndGroup.arg(2));
        return peer == null || group == null ? NIL : joining.apply(peer, group);
    }

    private static @Nullable ClientId id(String function, String what, LuaValue value) {
        ClientId id = Ids.parse(value);
        if (id == null) {
            String given = value.isstring() ? "\"" + Strings.text(value) + "\"" : value.typename();
            Complaints.error(
                    function + ": " + what + " id: " + given + " (expected: 32 bytes or 64 hexadecimal characters)");
        }
        return id;
    }

    @Override
    protected int size() {
        return groups.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        GroupObject group = groups.get(key);
        return group == null ? NIL : group;
    }

    @Override
    protected Varargs lookUp(Varargs args) {
        return super.lookUp(Ids.key(args.arg1()));
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        groups.forEach(visitor);
    }
}
