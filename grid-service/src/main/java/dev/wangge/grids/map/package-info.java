/** Outlines as a map draws them: simplified for its zoom. */
@NullMarked
package dev.wangge.grids.map;

import org.jspecify.annotations.NullMarked;
