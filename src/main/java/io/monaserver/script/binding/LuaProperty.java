package io.monaserver.script.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A property: a method without parameters reads it, and one of the same name with one parameter, if there is any,
 * writes it. Without the latter assignments are refused.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LuaProperty {

    /** The name in Lua; the Java method's by default. */
    String value() default "";
}
