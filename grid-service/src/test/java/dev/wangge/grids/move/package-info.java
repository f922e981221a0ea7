@NullMarked
package dev.wangge.grids.move;

import org.jspecify.annotations.NullMarked;
