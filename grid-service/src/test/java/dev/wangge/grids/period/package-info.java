@NullMarked
package dev.wangge.grids.period;

import org.jspecify.annotations.NullMarked;
