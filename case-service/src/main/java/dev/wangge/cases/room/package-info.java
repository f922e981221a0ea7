/** How much a case may hold, long before its database refuses it. */
@NullMarked
package dev.wangge.cases.room;

import org.jspecify.annotations.NullMarked;
