/** Limits, working days and due times. */
@NullMarked
package dev.wangge.cases.clock;

import org.jspecify.annotations.NullMarked;
