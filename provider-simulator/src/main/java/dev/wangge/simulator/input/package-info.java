/** Reading what the simulator's own endpoints are sent; bad input becomes a named problem. */
@NullMarked
package dev.wangge.simulator.input;

import org.jspecify.annotations.NullMarked;
