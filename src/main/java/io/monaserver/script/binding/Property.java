package io.monaserver.script.binding;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** A property of a class: its generated reader, and its writer where it has one. */
final class Property implements ObjectType.Member {

    private final String owner;
    private final String name;
    private final @Nullable LateHandle reader;
    private final @Nullable LateHandle writer;

    Property(String owner, String name) {
        this(owner, name, null, null);
    }

    private Property(String owner, String name, @Nullable LateHandle reader, @Nullable LateHandle writer) {
        this.owner = owner;
        this.name = name;
        this.reader = reader;
        this.writer = writer;
    }

    Property with(Method method) {
        return method.getParameterCount() == 0
                ? new Property(owner, name, new LateHandle(method, Invokers::ofGetter), writer)
                : new Property(owner, name, reader, new LateHandle(method, Invokers::ofSetter));
    }

    @Override
    public LuaValue get(LuaObject self) {
        if (reader == null) {
            return LuaValue.NIL;
        }
        try {
            return (LuaValue) reader.get().invokeExact(self);
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
            writer.get().invokeExact(self, value);
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
