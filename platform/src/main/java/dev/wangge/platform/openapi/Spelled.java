package dev.wangge.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter is one of these as it is spelled in an address: CHECK_IN as {@code check-in}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Spelled {
    Class<? extends Enum<?>> value();
}
