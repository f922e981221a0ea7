package dev.wangge.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a handler reads from its request itself, for the description. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Takes {
    /** What the body is read as: a record or an array of them; without one it is a file. */
    Class<?> value() default Void.class;

    /** Fields that are required here, besides those that always are. */
    String[] demands() default {};

    /** Media types that are taken. */
    String[] as() default "application/json";

    /** Whether none at all will do. */
    boolean optional() default false;

    /** One that works, where the examples of its fields do not make one. */
    String example() default "";
}
