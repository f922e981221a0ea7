/** Divisions 行政区划. */
@NullMarked
package dev.wangge.grids.division;

import org.jspecify.annotations.NullMarked;
