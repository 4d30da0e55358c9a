package io.monaserver.script.lua;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.varargsOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.CallMonitor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The io library: files of the folders a script may have; no standard streams, no processes. */
final class IoLibrary {

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    private final CallMonitor monitor;
    private final Supplier<FileSandbox> sandbox;
    private final LuaTable methods = new LuaTable();

    IoLibrary(CallMonitor monitor, Supplier<FileSandbox> sandbox) {
        this.monitor = monitor;
        this.sandbox = sandbox;
    }

    LuaTable create() {
        defineMethods();
        LuaTable library = new LuaTable();
        Native.define(library, "open", this::open);
        Native.define(library, "lines", this::lines);
        Native.define(library, "type", IoLibrary::type);
        Native.define(library, "close", args -> LuaFile.check(args).closeFile());
        return library;
    }

    /** The functions of the os library that concern files. */
    void defineFileFunctions(LuaTable os) {
        Native.define(os, "remove", args -> {
            String name = Strings.text(Args.string(args, 1));
            Path path = sandbox.get().resolveForWriting(name);
            return change(path, name, () -> Files.delete(Objects.requireNonNull(path)));
        });
        Native.define(os, "rename", args -> {
            String name = Strings.text(Args.string(args, 1));
            Path from = sandbox.get().resolveForWriting(name);
            Path to = sandbox.get().resolveForWriting(Strings.text(Args.string(args, 2)));
            return change(
                    to == null ? null : from,
                    name,
                    () -> Files.move(
                            Objects.requireNonNull(from),
                            Objects.requireNonNull(to),
                            StandardCopyOption.REPLACE_EXISTING));
        });
    }

    /** Something done to files, which may fail. */
    private interface Change {
        void run() throws IOException;
    }

    private static Varargs change(@Nullable Path path, String name, Change change) {
        if (path == null) {
            return failure(name, "Permission denied", EACCES);
        }
        try {
            change.run();
            return LuaValue.TRUE;
        } catch (NoSuchFileException missing) {
            return failure(name, "No such file or directory", ENOENT);
        } catch (IOException refused) {
            return failure(name, "Permission denied", EACCES);
        }
    }

    private void defineMethods() {
        Native.define(methods, "read", args -> LuaFile.check(args).read(monitor, args.subargs(2)));
        Native.define(methods, "write", args -> LuaFile.check(args).write(args.subargs(2)));
        Native.define(methods, "lines", args -> iterator(LuaFile.check(args), false));
        Native.define(methods, "seek", args -> LuaFile.check(args).seek(args.subargs(2)));
        Native.define(methods, "close", args -> LuaFile.check(args).closeFile());
        Native.define(methods, "flush", args -> LuaValue.TRUE);
        Native.define(methods, "setvbuf", args -> LuaValue.TRUE);
    }

    private Varargs open(Varargs args) {
        String name = Strings.text(Args.string(args, 1));
        LuaString given = Args.optString(args, 2);
        String mode = given == null ? "r" : Strings.text(given);
        if (!mode.matches("[rwa]\\+?b?")) {
            throw new ArgumentError(2, "invalid mode");
        }
        FileSandbox files = sandbox.get();
        Path path = mode.matches("rb?") ? files.resolve(name) : files.resolveForWriting(name);
        if (path == null) {
            return failure(name, "Permission denied", EACCES);
        }
        try {
            return new LuaFile(path, mode, methods);
        } catch (NoSuchFileException missing) {
            return failure(name, "No such file or directory", ENOENT);
        } catch (IOException refused) {
            return failure(name, "Permission denied", EACCES);
        }
    }

    private static Varargs failure(String name, String reason, int code) {
        return varargsOf(NIL, Args.text(name + ": " + reason), LuaValue.valueOf(code));
    }

    private Varargs lines(Varargs args) {
        Varargs opened = open(varargsOf(Args.string(args, 1), LuaValue.valueOf("r")));
        if (opened.arg1() instanceof LuaFile file) {
            return iterator(file, true);
        }
        throw new LuaError(Strings.text(opened.arg(2)));
    }

    private Native iterator(LuaFile file, boolean closeAtEnd) {
        return new Native("(lines)", ignored -> {
            Varargs line = file.read(monitor, LuaValue.NONE);
            if (line.arg1().isnil() && closeAtEnd) {
                file.closeFile();
            }
            return line;
        });
    }

    private static Varargs type(Varargs args) {
        return Args.any(args, 1) instanceof LuaFile file
                ? LuaValue.valueOf(file.isOpen() ? "file" : "closed file")
                : NIL;
    }
}
