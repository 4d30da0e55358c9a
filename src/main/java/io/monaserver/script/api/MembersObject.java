package io.monaserver.script.api;

import io.monaserver.common.ClientId;
import io.monaserver.script.binding.LuaCollection;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The members of a group by id, on all servers. Those that scripts have added are held weakly: one that no script
 * refers to any more leaves. Called with an id or a raw id it gives one of them.
 */
public final class MembersObject extends LuaCollection {

    /** A peer's membership: its client here, what a script holds for it, that on another server. */
    private static final class Entry {

        @Nullable
        ClientObject client;

        @Nullable
        WeakReference<MemberObject> member;

        @Nullable
        Runnable leaving;

        /** The peer, if it is a member on another server; its object is made for whoever asks. */
        @Nullable
        ClientId distant;

        @Nullable
        MemberObject distantFace;

        LuaValue face() {
            MemberObject added = member == null ? null : member.get();
            if (client != null) {
                return client;
            }
            if (added == null && distant != null && distantFace == null) {
                distantFace = new MemberObject(distant, () -> {});
            }
            MemberObject other = added == null ? distantFace : added;
            return other == null ? NIL : other;
        }

        boolean isEmpty() {
            return client == null && member == null && distant == null;
        }
    }

    private final Map<LuaValue, Entry> entries = new LinkedHashMap<>();

    void add(ClientObject client) {
        entry(client.id()).client = client;
    }

    void add(MemberObject member) {
        Entry entry = entry(member.id());
        entry.member = new WeakReference<>(member);
        entry.leaving = member.leaving();
    }

    /** The peer is a member on another server. */
    void addDistant(ClientId peer) {
        entry(text(peer.toString())).distant = peer;
    }

    /** The peer is a member on another server no more. */
    void removeDistant(ClientId peer) {
        entries.computeIfPresent(text(peer.toString()), (id, entry) -> {
            entry.distant = null;
            entry.distantFace = null;
            return entry.isEmpty() ? null : entry;
        });
    }

    private Entry entry(LuaValue id) {
        return entries.computeIfAbsent(id, key -> new Entry());
    }

    void remove(ClientObject client) {
        entries.computeIfPresent(client.id(), (id, entry) -> {
            entry.client = null;
            return entry.isEmpty() ? null : entry;
        });
    }

    /** The membership that a script had for this peer has ended, unless there is a later one. */
    void removeAdded(LuaValue peer, Runnable leaving) {
        entries.computeIfPresent(peer, (id, entry) -> {
            if (entry.leaving == leaving) {
                entry.member = null;
                entry.leaving = null;
            }
            return entry.isEmpty() ? null : entry;
        });
    }

    @Override
    protected int size() {
        return entries.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        Entry entry = entries.get(key);
        return entry == null ? NIL : entry.face();
    }

    @Override
    protected Varargs lookUp(Varargs args) {
        return super.lookUp(Ids.key(args.arg1()));
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        entries.forEach((id, entry) -> {
            LuaValue face = entry.face();
            if (!face.isnil()) {
                visitor.accept(id, face);
            }
        });
    }
}
