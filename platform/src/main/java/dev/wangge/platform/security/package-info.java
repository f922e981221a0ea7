/** Who calls, and how far they may see. */
@NullMarked
package dev.wangge.platform.security;

import org.jspecify.annotations.NullMarked;
