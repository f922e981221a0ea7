/** The processes that are measured. */
@NullMarked
package dev.wangge.bench.system;

import org.jspecify.annotations.NullMarked;
