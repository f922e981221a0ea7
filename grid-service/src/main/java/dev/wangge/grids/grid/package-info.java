/** Grids 网格. */
@NullMarked
package dev.wangge.grids.grid;

import org.jspecify.annotations.NullMarked;
