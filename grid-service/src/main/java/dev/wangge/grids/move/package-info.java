/** Seasonal moves (转场): households on the road, whom duty and alerts follow. */
@NullMarked
package dev.wangge.grids.move;

import org.jspecify.annotations.NullMarked;
