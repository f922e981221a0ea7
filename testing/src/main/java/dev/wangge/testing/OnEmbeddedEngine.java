package dev.wangge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a service's stories on the engine of a laptop with nothing but a JDK; else as {@link
 * OnBestEngine}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = SharedService.OnEmbeddedEngine.class)
public @interface OnEmbeddedEngine {}
