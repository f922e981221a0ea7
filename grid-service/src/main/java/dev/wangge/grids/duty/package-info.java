/** Who is on duty at a moment: rules over what a roster says, with the time passed in. */
@NullMarked
package dev.wangge.grids.duty;

import org.jspecify.annotations.NullMarked;
