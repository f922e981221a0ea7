/** How a resident can be reached, sealed, on the compacted topic wangge.people.v1. */
@NullMarked
package dev.wangge.contracts.people.v1;

import org.jspecify.annotations.NullMarked;
