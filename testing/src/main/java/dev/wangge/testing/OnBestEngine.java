package dev.wangge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a service's stories on the best database there is. Classes whose service is set up alike
 * share one: it starts once, and they see what the others did to it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = SharedService.OnBestEngine.class)
public @interface OnBestEngine {}
