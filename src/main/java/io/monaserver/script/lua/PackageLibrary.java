package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.TRUE;

import org.luaj.vm2.CallFrame;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Operators;
import org.luaj.vm2.Varargs;

/** The package library, {@code require} and {@code module}. */
final class PackageLibrary {

    /** Stands for a module while its loader runs. */
    private static final LuaValue LOADING = new LuaUserdata(PackageLibrary.class);

    private PackageLibrary() {}

    static LuaTable create(LuaMachine machine, LuaTable globals, ModuleFiles files) {
        LuaTable library = new LuaTable();
        LuaTable loaded = new LuaTable();
        library.rawset("loaded", loaded);
        library.rawset("preload", new LuaTable());
        library.rawset("loaders", LuaValue.listOf(new LuaValue[] {
            new Native("preloaded", args -> preloaded(library, Args.string(args, 1))),
            new Native("search", args -> search(library, Args.string(args, 1), files))
        }));
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

    /** Asks the functions of {@code package.loaders}, one after the other, for one that loads the module. */
    private static Varargs require(LuaTable library, LuaString name) {
        LuaValue loaded = library.rawget("loaded");
        LuaValue module = loaded.get(name);
        if (module.raweq(LOADING)) {
            throw new LuaError("loop or previous error loading module '" + Strings.text(name) + "'");
        }
        if (module.toboolean()) {
            return module;
        }
        LuaValue loader = loader(library, name);
        loaded.set(name, LOADING);
        LuaValue result = Operators.invoke(loader, name).arg1();
        if (!result.isnil()) {
            loaded.set(name, result);
        } else if (loaded.get(name).raweq(LOADING)) {
            loaded.set(name, TRUE);
        }
        return loaded.get(name);
    }

    private static LuaValue loader(LuaTable library, LuaString name) {
        if (!(library.rawget("loaders") instanceof LuaTable loaders)) {
            throw new LuaError("'package.loaders' must be a table");
        }
        StringBuilder searched = new StringBuilder();
        for (int i = 1; !loaders.rawget(i).isnil(); i++) {
            LuaValue found = Operators.invoke(loaders.rawget(i), name).arg1();
            if (found.isfunction()) {
                return found;
            }
            if (found.isstring()) {
                searched.append(Strings.text(found));
            }
        }
        throw new LuaError("module '" + Strings.text(name) + "' not found:" + searched);
    }

    private static Varargs preloaded(LuaTable library, LuaString name) {
        LuaValue loader = library.rawget("preload").get(name);
        return loader.isnil() ? Args.text("\n\tno field package.preload['" + Strings.text(name) + "']") : loader;
    }

    /** Looks for a module's file at the places that {@code package.path} names. */
    private static Varargs search(LuaTable library, LuaString name, ModuleFiles files) {
        String place = Strings.text(name).replace('.', '/');
        StringBuilder searched = new StringBuilder();
        for (String template : Strings.text(library.rawget("path")).split(";")) {
            String file = template.replace("?", place);
            LuaValue loader = files.load(file);
            if (loader != null) {
                return loader;
            }
            searched.append("\n\tno file '").append(file).append('\'');
        }
        return Args.text(searched.toString());
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
            String text = Strings.text(name);
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
        String[] parts = Strings.text(name).split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            LuaValue next = holder.rawget(Args.text(parts[i]));
            if (next.isnil()) {
                next = new LuaTable();
                holder.rawset(Args.text(parts[i]), next);
            } else if (!(next instanceof LuaTable)) {
                throw new LuaError("name conflict for module '" + Strings.text(name) + "'");
            }
            holder = next;
        }
        return (LuaTable) holder;
    }
}
