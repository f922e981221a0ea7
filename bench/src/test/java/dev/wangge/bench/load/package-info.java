/** The load generator against answers of all shapes. */
@NullMarked
package dev.wangge.bench.load;

import org.jspecify.annotations.NullMarked;
