/** What can be changed while the simulator runs. */
@NullMarked
package dev.wangge.simulator.tuning;

import org.jspecify.annotations.NullMarked;
