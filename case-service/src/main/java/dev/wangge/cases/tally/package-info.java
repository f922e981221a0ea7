/** How many cases there are of each kind, tier and state, and how many steps were done in time. */
@NullMarked
package dev.wangge.cases.tally;

import org.jspecify.annotations.NullMarked;
