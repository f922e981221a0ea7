@NullMarked
package dev.wangge.grids.division;

import org.jspecify.annotations.NullMarked;
