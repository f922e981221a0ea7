package dev.wangge.platform.policy;

import static dev.wangge.platform.security.Role.ADMIN;
import static dev.wangge.platform.security.Role.AUDIT_ADMIN;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static dev.wangge.platform.security.Role.LEADER;
import static dev.wangge.platform.security.Role.REPORTER;
import static dev.wangge.platform.security.Role.SECURITY_ADMIN;
import static dev.wangge.platform.security.Role.SUPERVISOR;
import static dev.wangge.platform.security.Role.SYSTEM_ADMIN;
import static dev.wangge.platform.security.Role.VERIFIER;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whoever holds any role may call this endpoint, the three administrators 三员 too: what it shows is
 * in every book, such as divisions, or is the caller's own.
 */
@AllowedTo({
    ADMIN,
    DISPATCHER,
    HANDLER,
    VERIFIER,
    REPORTER,
    SUPERVISOR,
    LEADER,
    SYSTEM_ADMIN,
    SECURITY_ADMIN,
    AUDIT_ADMIN
})
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedToEveryRole {}
