/** The present state of places and people on duty, on the compacted topic wangge.grids.v1. */
@NullMarked
package dev.wangge.contracts.grids.v1;

import org.jspecify.annotations.NullMarked;
