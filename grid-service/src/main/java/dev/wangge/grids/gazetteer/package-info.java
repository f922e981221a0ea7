/** Which places a text names. */
@NullMarked
package dev.wangge.grids.gazetteer;

import org.jspecify.annotations.NullMarked;
