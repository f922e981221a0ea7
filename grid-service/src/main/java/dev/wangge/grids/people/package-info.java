/** Members and units: who answers for a place, and how they are reached. */
@NullMarked
package dev.wangge.grids.people;

import org.jspecify.annotations.NullMarked;
