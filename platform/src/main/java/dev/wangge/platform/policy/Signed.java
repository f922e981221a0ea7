package dev.wangge.platform.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The address itself says who may call this endpoint, and for what: a signed link, or a callback
 * with its secret, which the endpoint checks. Its path stands among the open ones of the service,
 * too.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Signed {}
