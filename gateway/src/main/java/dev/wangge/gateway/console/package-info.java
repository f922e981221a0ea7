/** Pages people work in: their files, prepared once, and the shells that load them. */
@NullMarked
package dev.wangge.gateway.console;

import org.jspecify.annotations.NullMarked;
