@NullMarked
package dev.wangge.simulator.limit;

import org.jspecify.annotations.NullMarked;
