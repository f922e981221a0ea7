/** What every request meets at the door, and the way on to its service. */
@NullMarked
package dev.wangge.gateway.edge;

import org.jspecify.annotations.NullMarked;
