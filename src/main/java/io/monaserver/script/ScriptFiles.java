package io.monaserver.script;

import static org.luaj.vm2.LuaValue.NIL;

import io.monaserver.script.lua.Args;
import io.monaserver.script.lua.LuaMachine;
import io.monaserver.script.lua.Native;
import io.monaserver.script.lua.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The functions that take scripts from files: {@code require}, {@code dofile}, {@code loadfile}. A name is looked for
 * in the folder of the calling application, then in those above it, and nowhere else.
 */
final class ScriptFiles {

    private static final String SUFFIX = ".lua";

    private final LuaMachine machine;
    private final Path www;

    ScriptFiles(LuaMachine machine, Path www) {
        this.machine = machine;
        this.www = www;
    }

    void define(LuaTable library, Application owner) {
        LuaValue requireLibrary = library.rawget("require");
        LuaTable loaded = library.rawget("package").get("loaded").checktable();
        Native.define(library, "require", args -> {
            String name = Strings.text(Args.string(args, 1));
            Path file = name.endsWith(SUFFIX) ? find(owner, name) : null;
            return file == null ? requireLibrary.invoke(args) : require(loaded, file, caller(owner));
        });
        Native.define(library, "dofile", args -> {
            String name = Strings.text(Args.string(args, 1));
            Path file = find(owner, name);
            if (file == null) {
                throw new LuaError("cannot open " + name);
            }
            return load(file, caller(owner)).invoke(LuaValue.NONE);
        });
        Native.define(library, "loadfile", args -> {
            String name = Strings.text(Args.string(args, 1));
            Path file = find(owner, name);
            if (file == null) {
                return LuaValue.varargsOf(NIL, Args.text("cannot open " + name));
            }
            try {
                return load(file, caller(owner));
            } catch (LuaError error) {
                return LuaValue.varargsOf(NIL, error.value());
            }
        });
    }

    /** The environment in which the calling function's globals live. */
    private LuaValue caller(Application owner) {
        LuaValue environment = machine.callersEnvironment();
        return environment.isnil() ? owner.environment() : environment;
    }

    private Varargs require(LuaTable loaded, Path file, LuaValue environment) {
        LuaString key = Args.text(file.toString());
        LuaValue known = loaded.rawget(key);
        if (!known.isnil()) {
            return known;
        }
        LuaValue result =
                load(file, environment).call(Args.text(file.getFileName().toString()));
        loaded.rawset(key, result.isnil() ? LuaValue.TRUE : result);
        return loaded.rawget(key);
    }

    /** The file that {@code package.path} names for a module, null if there is none. */
    @Nullable
    LuaClosure module(Application owner, String name) {
        Path file = find(owner, name);
        return file == null ? null : load(file, caller(owner));
    }

    /** Forgets the modules that are not the libraries' own, so that they are read again. */
    static void forget(LuaTable library) {
        LuaTable loaded = library.rawget("package").get("loaded").checktable();
        for (LuaValue key : loaded.keys()) {
            if (!loaded.rawget(key).raweq(library.rawget(key))) {
                loaded.rawset(key, NIL);
            }
        }
    }

    private @Nullable Path find(Application owner, String name) {
        Application caller =
                machine.callersEnvironment() instanceof Environment environment ? environment.application() : owner;
        for (Application place = caller; place != null; place = place.parent()) {
            Path file = inside(place.folder(), name);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    private @Nullable Path inside(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            boolean allowed = file.startsWith(www)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(www.toRealPath());
            return allowed ? file : null;
        } catch (IOException | InvalidPathException unusable) {
            return null;
        }
    }

    /** Compiles a file for an environment; its name in errors begins with {@code www/}. */
    LuaClosure load(Path file, LuaValue environment) {
        try {
            LuaString source = LuaString.valueUsing(Files.readAllBytes(file));
            return machine.loader().load(source, "@" + display(file), environment);
        } catch (IOException unreadable) {
            throw LuaError.ofValue(Args.text("cannot read " + display(file)));
        }
    }

    private String display(Path file) {
        return "www/" + www.relativize(file).toString().replace('\\', '/');
    }
}
