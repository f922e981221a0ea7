/** The ruler itself. */
@NullMarked
package dev.wangge.bench;

import org.jspecify.annotations.NullMarked;
