package io.monaserver.script.lua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Runs the files of a public test suite, which lies outside of the repository, each on a machine of its own, and says
 * which of them passed. What a suite takes for granted and scripts of the server do not have comes from
 * {@code src/test/lua/suite.lua}.
 */
public final class SuiteRunner {

    private static final ScriptLimits LIMITS = new ScriptLimits(Duration.ofMinutes(2), 0, 64L << 30, 6000, 1000);
    private static final Path PRELUDE = Path.of("src/test/lua/suite.lua");

    private SuiteRunner() {}

    /** Takes the folder and the names of files in it. */
    public static void main(String[] names) throws IOException {
        Path folder = Path.of(names[0]).toAbsolutePath();
        for (int i = 1; i < names.length; i++) {
            System.out.println(names[i] + ": " + run(folder, names[i]));
        }
    }

    private static String run(Path folder, String name) throws IOException {
        LuaRunner runner = new LuaRunner(LIMITS, folder);
        Native.define(runner.environment(), "loadfile", args -> load(runner, folder, args));
        String prelude = runner.run("suite.lua", Files.readAllBytes(PRELUDE));
        if (!prelude.isEmpty()) {
            return prelude;
        }
        String output = runner.run(name, Files.readAllBytes(folder.resolve(name)));
        int fault = Math.max(output.lastIndexOf("error: "), output.lastIndexOf("breach: "));
        if (Boolean.getBoolean("lua.suite.output")) {
            System.out.print(output);
        }
        return fault < 0 ? "passed" : output.substring(fault).strip();
    }

    private static Varargs load(LuaRunner runner, Path folder, Varargs args) {
        String name = Args.string(args, 1).tojstring();
        try {
            LuaString source = LuaString.valueUsing(Files.readAllBytes(folder.resolve(name)));
            LuaTable globals = runner.environment();
            return runner.machine().loader().load(source, "@" + name, globals);
        } catch (IOException missing) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf("cannot open " + name));
        }
    }
}
