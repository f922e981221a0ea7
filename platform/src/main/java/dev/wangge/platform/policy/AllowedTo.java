package dev.wangge.platform.policy;

import dev.wangge.platform.security.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Callers who hold any of these roles may call this endpoint. What they see or change there is
 * bound further: by their divisions, and by what they are to a case.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowedTo {
    Role[] value();
}
