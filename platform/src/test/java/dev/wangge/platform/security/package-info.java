/** Whom to believe, and for how long. */
@NullMarked
package dev.wangge.platform.security;

import org.jspecify.annotations.NullMarked;
