package io.monaserver.script.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method behind an operator: takes all operands as they come, this object being one of them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LuaMeta {

    /** The metamethod's name, {@code __concat} for example. */
    String value();
}
