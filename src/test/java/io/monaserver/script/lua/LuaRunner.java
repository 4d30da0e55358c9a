package io.monaserver.script.lua;

import io.monaserver.common.Clock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Runs chunks on a machine of their own and keeps what they print, errors included, as the luajit program shows it. */
public final class LuaRunner {

    private final LuaMachine machine;
    private final LuaTable environment;
    private final StringBuilder output = new StringBuilder();

    public LuaRunner(ScriptLimits limits, Path folder) {
        FileSandbox files = new FileSandbox(List.of(folder));
        machine = new LuaMachine(limits, Clock.SYSTEM);
        environment = machine.libraries(() -> files, ModuleFiles.NONE);
        environment.rawset("_G", environment);
        Native.define(environment, "print", this::print);
        machine.environment(() -> environment);
        machine.guard().stringMethods(() -> (LuaTable) environment.get("string"));
    }

    public LuaMachine machine() {
        return machine;
    }

    public LuaTable environment() {
        return environment;
    }

    private Varargs print(Varargs args) {
        for (int i = 1; i <= args.narg(); i++) {
            output.append(i > 1 ? "\t" : "");
            LuaString text = BaseLibrary.text(args.arg(i)).strvalue();
            output.append(new String(Strings.bytes(text), StandardCharsets.ISO_8859_1));
        }
        output.append('\n');
        return LuaValue.NONE;
    }

    /** Runs a chunk on a thread with the lane's stack and returns what it printed. */
    public String run(String name, byte[] source) {
        FutureTask<String> task = new FutureTask<>(() -> runHere(name, source));
        Thread thread =
                new Thread(null, task, "lua-test", machine.guard().limits().stackBytes());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private String runHere(String name, byte[] source) {
        output.setLength(0);
        machine.guard().enter();
        try {
            machine.loader()
                    .load(LuaString.valueUsing(source), "@" + name, environment)
                    .invoke(LuaValue.NONE);
        } catch (LuaError error) {
            output.append("error: ").append(error.getMessage()).append('\n');
        } catch (ScriptBreach breach) {
            output.append("breach: ").append(breach.getMessage()).append('\n');
        } finally {
            machine.guard().exit();
        }
        return output.toString();
    }
}
