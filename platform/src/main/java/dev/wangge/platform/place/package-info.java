/** Codes of divisions and grids. */
@NullMarked
package dev.wangge.platform.place;

import org.jspecify.annotations.NullMarked;
