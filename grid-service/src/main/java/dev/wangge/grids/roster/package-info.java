/** Who serves when: shifts, assignments, leaves; who is on duty now, and where nobody is. */
@NullMarked
package dev.wangge.grids.roster;

import org.jspecify.annotations.NullMarked;
