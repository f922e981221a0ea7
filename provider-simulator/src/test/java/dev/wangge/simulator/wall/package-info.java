@NullMarked
package dev.wangge.simulator.wall;

import org.jspecify.annotations.NullMarked;
