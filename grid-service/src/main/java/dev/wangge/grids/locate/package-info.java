/** Where does this lie: in memory, by polygon or by name. */
@NullMarked
package dev.wangge.grids.locate;

import org.jspecify.annotations.NullMarked;
