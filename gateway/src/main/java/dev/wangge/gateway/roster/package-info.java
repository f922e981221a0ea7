/** A local copy of who serves the county, and of who is away. */
@NullMarked
package dev.wangge.gateway.roster;

import org.jspecify.annotations.NullMarked;
