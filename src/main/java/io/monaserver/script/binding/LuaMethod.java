package io.monaserver.script.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that scripts call as {@code object:name(…)}. Its parameters say what is checked: numbers, {@code boolean},
 * {@code LuaString}, {@code String}, {@code LuaTable}, {@code LuaFunction}, {@code LuaValue} for anything, and
 * {@code Varargs} last for all that is left. One that may be left out is marked {@code @Nullable}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LuaMethod {

    /** The name in Lua; the Java method's by default. */
    String value() default "";
}
