/** Places and people on duty. */
@NullMarked
package dev.wangge.grids;

import org.jspecify.annotations.NullMarked;
