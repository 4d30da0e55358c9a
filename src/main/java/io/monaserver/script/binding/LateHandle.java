package io.monaserver.script.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a member, made when a script first uses it: to make those of all members takes long, and most are never
 * used. Safe on any thread, since a handle made twice does the same.
 */
final class LateHandle {

    private final Method method;
    private final Function<Method, MethodHandle> maker;
    private @Nullable MethodHandle handle;

    LateHandle(Method method, Function<Method, MethodHandle> maker) {
        this.method = method;
        this.maker = maker;
    }

    MethodHandle get() {
        MethodHandle made = handle;
        if (made == null) {
            made = maker.apply(method);
            handle = made;
        }
        return made;
    }
}
