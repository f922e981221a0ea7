package dev.wangge.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a handler answers, for the description, where that is not 200 (204 where it returns nothing)
 * with JSON of the type it returns. Problems need not be named: which can come follows from what a
 * handler takes ({@link PossibleProblems}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** Statuses of success, and of pages whatever they tell. 201 says where: {@code Location}. */
    int[] value() default 200;

    /** Media types of the body; what is no JSON is a file. */
    String[] as() default "application/json";

    /** What the body is, where the method's type does not say. */
    Class<?> body() default Void.class;

    /** Whether what has a version may come without its ETag: it can be another's. */
    boolean mayLackETag() default false;

    /** Statuses of problems that do not follow from what the handler takes. */
    int[] problems() default {};
}
