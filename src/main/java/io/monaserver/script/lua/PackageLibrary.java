package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;

import org.luaj.vm2.CallFrame;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The package library, {@code require} for what is loaded or preloaded, and {@code module}. Searches no files. */
final class PackageLibrary {

    private PackageLibrary() {}

    static LuaTable create(LuaMachine machine, LuaTable globals) {
        LuaTable library = new LuaTable();
        LuaTable loaded = new LuaTable();
        library.rawset("loaded", loaded);
        library.rawset("preload", new LuaTable());
        library.rawset("path", LuaValue.valueOf("./?.lua"));
        library.rawset("cpath", LuaValue.valueOf(""));
        library.rawset("config", LuaValue.valueOf("/\n;\n?\n!\n-\n"));
        Native.define(library, "seeall", PackageLibrary::seeAll);
        Native.define(globals, "require", args -> require(library, Args.string(args, 1)));
        Native.define(globals, "module", args -> module(machine, library, globals, args));
        return library;
    }

    static void loaded(LuaTable library, String name, LuaValue module) {
        library.rawget("loaded").set(name, module);
    }

    private static Varargs require(LuaTable library, LuaString name) {
        LuaValue loaded = library.rawget("loaded");
        LuaValue module = loaded.get(name);
        if (module.toboolean()) {
            return module;
        }
        LuaValue preload = library.rawget("preload").get(name);
        if (preload.isnil()) {
            throw new LuaError("module '" + name.tojstring() + "' not found:\n\tno field package.preload['"
                    + name.tojstring() + "']\n\tno file './" + name.tojstring().replace('.', '/') + ".lua'");
        }
        LuaValue result = Operators.invoke(preload, name).arg1();
        if (!result.isnil()) {
            loaded.set(name, result);
        } else if (loaded.get(name).isnil()) {
            loaded.set(name, TRUE);
        }
        return loaded.get(name);
    }

    private static Varargs seeAll(Varargs args) {
        LuaTable module = Args.table(args, 1);
        LuaTable metatable = module.getmetatable() instanceof LuaTable given ? given : new LuaTable();
        metatable.rawset(LuaValue.INDEX, module.rawget("_G").isnil() ? NIL : module.rawget("_G"));
        module.setmetatable(metatable);
        return NONE;
    }

    private static Varargs module(LuaMachine machine, LuaTable library, LuaTable globals, Varargs args) {
        LuaString name = Args.string(args, 1);
        LuaValue loaded = library.rawget("loaded");
        LuaValue existing = loaded.get(name);
        LuaTable module = existing instanceof LuaTable given ? given : create(machine, name);
        loaded.set(name, module);
        if (module.rawget("_NAME").isnil()) {
            String text = name.tojstring();
            module.rawset("_M", module);
            module.rawset("_NAME", name);
            module.rawset("_PACKAGE", LuaValue.valueOf(text.substring(0, text.lastIndexOf('.') + 1)));
        }
        CallFrame caller = machine.guard().calls().frame(1);
        LuaClosure closure = caller == null ? null : caller.closure();
        LuaValue outer = closure == null ? globals : machine.callersEnvironment();
        if (closure != null) {
            closure.setEnvironment(module);
        }
        for (int i = 2; i <= args.narg(); i++) {
            option(args.arg(i), module, outer, library);
        }
        return module;
    }

    /** The usual option makes what the caller saw before visible in the module. */
    private static void option(LuaValue option, LuaTable module, LuaValue outer, LuaTable library) {
        if (option.raweq(library.rawget("seeall"))) {
            LuaTable metatable = new LuaTable();
            metatable.rawset(LuaValue.INDEX, outer);
            module.setmetatable(metatable);
        } else {
            Operators.invoke(option, module);
        }
    }

    private static LuaTable create(LuaMachine machine, LuaString name) {
        LuaValue holder = machine.callersEnvironment();
        String[] parts = name.tojstring().split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            LuaValue next = holder.rawget(Args.text(parts[i]));
            if (next.isnil()) {
                next = new LuaTable();
                holder.rawset(Args.text(parts[i]), next);
            } else if (!(next instanceof LuaTable)) {
                throw new LuaError("name conflict for module '" + name.tojstring() + "'");
            }
            holder = next;
        }
        return (LuaTable) holder;
    }
}
