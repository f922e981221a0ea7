/** 处置: the work itself, and what shows that it was done. */
@NullMarked
package dev.wangge.cases.handling;

import org.jspecify.annotations.NullMarked;
