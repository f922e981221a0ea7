/** Which outline a point lies in. */
@NullMarked
package dev.wangge.grids.index;

import org.jspecify.annotations.NullMarked;
