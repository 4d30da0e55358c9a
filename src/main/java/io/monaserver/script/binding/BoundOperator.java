package io.monaserver.script.binding;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** An operator of a class of objects. The object may be either operand. */
final class BoundOperator extends VarArgFunction {

    private final Class<?> owner;
    private final String label;
    private final LateHandle handle;

    BoundOperator(Class<?> owner, String label, LateHandle handle) {
        this.owner = owner;
        this.label = label;
        this.handle = handle;
    }

    @Override
    public Varargs invoke(Varargs args) {
        LuaValue self = owner.isInstance(args.arg(1)) ? args.arg(1) : args.arg(2);
        if (!owner.isInstance(self)) {
            throw new LuaError("attempt to use " + label + " of another object");
        }
        try {
            // The converters count from 2, because methods have the object first.
            return (Varargs) handle.get().invokeExact((LuaObject) self, LuaValue.varargsOf(self, args));
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
}
