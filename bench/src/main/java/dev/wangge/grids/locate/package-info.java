/** A door to the atlas, which is package-private, for the bench alone. */
@NullMarked
package dev.wangge.grids.locate;

import org.jspecify.annotations.NullMarked;
