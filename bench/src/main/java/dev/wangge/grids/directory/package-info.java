/** A door to what is stored, which is package-private, for the bench alone. */
@NullMarked
package dev.wangge.grids.directory;

import org.jspecify.annotations.NullMarked;
