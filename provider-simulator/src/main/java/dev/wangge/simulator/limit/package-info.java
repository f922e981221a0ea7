/** Rolling limits as the providers keep them. */
@NullMarked
package dev.wangge.simulator.limit;

import org.jspecify.annotations.NullMarked;
