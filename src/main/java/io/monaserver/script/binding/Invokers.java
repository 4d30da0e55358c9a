package io.monaserver.script.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Generates the calls from Lua to annotated methods: each is one method handle that takes the arguments apart, checks
 * and converts each of them without boxing, and turns the result into Lua values.
 */
final class Invokers {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final Map<Class<?>, MethodHandle> REQUIRED = Map.of(
            LuaValue.class, converter("any", LuaValue.class),
            LuaString.class, converter("string", LuaString.class),
            String.class, converter("javaString", String.class),
            LuaTable.class, converter("table", LuaTable.class),
            LuaFunction.class, converter("function", LuaFunction.class),
            double.class, converter("number", double.class),
            long.class, converter("whole", long.class),
            int.class, converter("integer", int.class),
            boolean.class, converter("truth", boolean.class),
            Varargs.class, converter("rest", Varargs.class));

    private static final Map<Class<?>, MethodHandle> OPTIONAL = Map.of(
            LuaValue.class, converter("any", LuaValue.class),
            LuaString.class, converter("optString", LuaString.class),
            String.class, converter("optJavaString", String.class),
            LuaTable.class, converter("optTable", LuaTable.class),
            LuaFunction.class, converter("optFunction", LuaFunction.class),
            Double.class, converter("optNumber", Double.class));

    private static final Map<Class<?>, MethodHandle> RESULTS = Map.of(
            boolean.class, own("ofBoolean", boolean.class),
            double.class, own("ofDouble", double.class),
            long.class, own("ofLong", long.class),
            int.class, own("ofInt", int.class),
            String.class, own("ofText", String.class));

    private Invokers() {}

    /** A handle {@code (LuaObject self, Varargs selfAndArguments) -> Varargs}. */
    static MethodHandle ofMethod(Method method) {
        MethodHandle target = unreflect(method);
        Parameter[] parameters = method.getParameters();
        MethodHandle[] converters = new MethodHandle[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            // Argument 1 is the object itself.
            converters[i] = MethodHandles.insertArguments(converter(method, parameters[i]), 1, i + 2);
        }
        MethodHandle filtered = MethodHandles.filterArguments(target, 1, converters);
        int[] order = new int[parameters.length + 1];
        Arrays.fill(order, 1);
        order[0] = 0;
        Class<?> owner = target.type().parameterType(0);
        MethodHandle joined = MethodHandles.permuteArguments(
                filtered, MethodType.methodType(target.type().returnType(), owner, Varargs.class), order);
        return toLua(joined, Varargs.class)
                .asType(MethodType.methodType(Varargs.class, LuaObject.class, Varargs.class));
    }

    /** A handle {@code (LuaObject self) -> LuaValue}. */
    static MethodHandle ofGetter(Method method) {
        return toLua(unreflect(method), LuaValue.class).asType(MethodType.methodType(LuaValue.class, LuaObject.class));
    }

    /** A handle {@code (LuaObject self, LuaValue value) -> void}. */
    static MethodHandle ofSetter(Method method) {
        MethodHandle converter = MethodHandles.insertArguments(converter(method, method.getParameters()[0]), 1, 1)
                .asType(MethodType.methodType(method.getParameterTypes()[0], LuaValue.class));
        return MethodHandles.filterArguments(unreflect(method), 1, converter)
                .asType(MethodType.methodType(void.class, LuaObject.class, LuaValue.class));
    }

    private static MethodHandle toLua(MethodHandle handle, Class<?> wanted) {
        Class<?> type = handle.type().returnType();
        if (type == void.class) {
            return MethodHandles.filterReturnValue(handle, MethodHandles.constant(wanted, LuaValue.NONE));
        }
        MethodHandle filter = RESULTS.get(type);
        MethodHandle filtered = filter == null ? handle : MethodHandles.filterReturnValue(handle, filter);
        return filtered.asType(filtered.type().changeReturnType(wanted));
    }

    private static MethodHandle unreflect(Method method) {
        try {
            return MethodHandles.publicLookup().unreflect(method);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException("member of a Lua object: " + method + " (expected: public)", hidden);
        }
    }

    private static MethodHandle converter(Method method, Parameter parameter) {
        boolean optional = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
        MethodHandle converter = (optional ? OPTIONAL : REQUIRED).get(parameter.getType());
        if (converter == null) {
            throw new IllegalStateException("parameter of a Lua method: " + method + " " + parameter
                    + " (expected: a number, boolean, String or LuaValue)");
        }
        return converter;
    }

    private static MethodHandle converter(String name, Class<?> type) {
        try {
            return LOOKUP.findStatic(Conversions.class, name, MethodType.methodType(type, Varargs.class, int.class));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static MethodHandle own(String name, Class<?> from) {
        try {
            return LOOKUP.findStatic(Conversions.class, name, MethodType.methodType(LuaValue.class, from));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
