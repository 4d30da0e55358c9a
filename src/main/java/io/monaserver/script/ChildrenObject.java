package io.monaserver.script;

import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.Strings;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The loaded children of an application by name. A call with a path loads one. */
public final class ChildrenObject extends LuaCollection {

    private final ApplicationTree tree;
    private final Application owner;

    ChildrenObject(ApplicationTree tree, Application owner) {
        this.tree = tree;
        this.owner = owner;
    }

    @Override
    protected int size() {
        return owner.children().size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        Application child = key.isstring() ? owner.children().get(Strings.text(key)) : null;
        return child == null ? NIL : child.environment();
    }

    @Override
    protected Varargs lookUp(Varargs args) {
        String path = Strings.text(Args.string(args, 1));
        Application found = tree.find(owner.path() + (path.startsWith("/") ? "" : "/") + path);
        return found == null ? NIL : found.environment();
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        owner.children().forEach((name, child) -> visitor.accept(Args.text(name), child.environment()));
    }
}
