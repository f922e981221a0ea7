/** The phone wall: what each phone and account received. */
@NullMarked
package dev.wangge.simulator.wall;

import org.jspecify.annotations.NullMarked;
