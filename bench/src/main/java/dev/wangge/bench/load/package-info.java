/** Load on HTTP, at as little cost to the measured machine as can be. */
@NullMarked
package dev.wangge.bench.load;

import org.jspecify.annotations.NullMarked;
