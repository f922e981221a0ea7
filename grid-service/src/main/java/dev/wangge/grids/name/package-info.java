/** How places are called: the forms of their names, and what one types to find them. */
@NullMarked
package dev.wangge.grids.name;

import org.jspecify.annotations.NullMarked;
