package io.monaserver.script.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** A property of a class: its generated reader, and its writer where it has one. */
final class Property implements ObjectType.Member {

    private final String owner;
    private final String name;
    private final @Nullable MethodHandle reader;
    private final @Nullable MethodHandle writer;

    Property(String owner, String name) {
        this(owner, name, null, null);
    }

    private Property(String owner, String name, @Nullable MethodHandle reader, @Nullable MethodHandle writer) {
        this.owner = owner;
        this.name = name;
        this.reader = reader;
        this.writer = writer;
    }

    Property with(Method method) {
        return method.getParameterCount() == 0
                ? new Property(owner, name, Invokers.ofGetter(method), writer)
                : new Property(owner, name, reader, Invokers.ofSetter(method));
    }

    @Override
    public LuaValue get(LuaObject self) {
        if (reader == null) {
            return LuaValue.NIL;
        }
        try {
            return (LuaValue) reader.invokeExact(self);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new LuaError(owner + "." + name + ": " + checked.getMessage());
        }
    }

    @Override
    public boolean set(LuaObject self, LuaValue value) {
        if (writer == null) {
            return false;
        }
        try {
            writer.invokeExact(self, value);
            return true;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new LuaError(owner + "." + name + ": " + checked.getMessage());
        }
    }

    @Override
    public boolean isProperty() {
        return true;
    }
}
