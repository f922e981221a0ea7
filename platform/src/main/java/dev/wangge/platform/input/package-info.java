/** Requests are readable, or refused with a name, before a handler sees them. */
@NullMarked
package dev.wangge.platform.input;

import org.jspecify.annotations.NullMarked;
