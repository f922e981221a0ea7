@NullMarked
package dev.wangge.grids.map;

import org.jspecify.annotations.NullMarked;
