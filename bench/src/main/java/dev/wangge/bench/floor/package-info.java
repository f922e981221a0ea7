/** The bare handler that creating a case is compared with. */
@NullMarked
package dev.wangge.bench.floor;

import org.jspecify.annotations.NullMarked;
