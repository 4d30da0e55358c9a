package io.monaserver.script.binding;

import org.luaj.vm2.ArgumentError;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * A method of a class of objects, the same function for all of them. A wrong argument is told in the log and gives nil;
 * the script goes on.
 */
final class BoundMethod extends VarArgFunction {

    private final Class<?> owner;
    private final String label;
    private final LateHandle handle;

    BoundMethod(Class<?> owner, String label, LateHandle handle) {
        this.owner = owner;
        this.label = label;
        this.handle = handle;
    }

    @Override
    public Varargs invoke(Varargs args) {
        LuaValue self = args.arg1();
        if (!owner.isInstance(self)) {
            Complaints.error("'" + label + "': object is missing (expected: a call with ':')");
            return NIL;
        }
        try {
            return (Varargs) handle.get().invokeExact((LuaObject) self, args);
        } catch (ArgumentError refused) {
            Complaints.error(refused.describe(label, 1));
            return NIL;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new LuaError(label + ": " + checked.getMessage());
        }
    }

    @Override
    public Varargs onInvoke(Varargs args) {
        return invoke(args);
    }

    @Override
    public String name() {
        return label;
    }

    @Override
    public String tojstring() {
        return "function: builtin: " + label;
    }
}
