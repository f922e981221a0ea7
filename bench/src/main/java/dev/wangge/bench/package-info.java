/** Measures what was asked of this project, each figure beside its floor or rival. */
@NullMarked
package dev.wangge.bench;

import org.jspecify.annotations.NullMarked;
