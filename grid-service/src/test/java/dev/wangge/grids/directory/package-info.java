@NullMarked
package dev.wangge.grids.directory;

import org.jspecify.annotations.NullMarked;
