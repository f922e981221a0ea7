/**
 * The OpenAPI of a service, derived in one place from what its controllers and records say: what
 * can be null, what is required, which problems can come.
 */
@NullMarked
package dev.wangge.platform.openapi;

import org.jspecify.annotations.NullMarked;
