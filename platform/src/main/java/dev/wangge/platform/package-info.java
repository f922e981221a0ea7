/** Plumbing that all four services share. */
@NullMarked
package dev.wangge.platform;

import org.jspecify.annotations.NullMarked;
