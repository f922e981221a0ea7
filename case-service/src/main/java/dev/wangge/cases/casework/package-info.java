/** Working on cases: what is asked of one, by whom, and what it answers. */
@NullMarked
package dev.wangge.cases.casework;

import org.jspecify.annotations.NullMarked;
