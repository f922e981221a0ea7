package dev.wangge.platform.policy;

import static dev.wangge.platform.security.Role.ADMIN;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static dev.wangge.platform.security.Role.LEADER;
import static dev.wangge.platform.security.Role.REPORTER;
import static dev.wangge.platform.security.Role.SUPERVISOR;
import static dev.wangge.platform.security.Role.VERIFIER;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Everybody who works on the county's business may call this endpoint: every role but the three
 * administrators 三员, who keep the system and see nothing of what is in it.
 */
@AllowedTo({ADMIN, DISPATCHER, HANDLER, VERIFIER, REPORTER, SUPERVISOR, LEADER})
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedToCountyStaff {}
