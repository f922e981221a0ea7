/** Codes that are paths, and outlines on the map. */
@NullMarked
package dev.wangge.grids.place;

import org.jspecify.annotations.NullMarked;
