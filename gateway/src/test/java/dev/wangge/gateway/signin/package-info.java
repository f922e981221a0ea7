/** Attempts to sign in by another's word. */
@NullMarked
package dev.wangge.gateway.signin;

import org.jspecify.annotations.NullMarked;
