/** To whom a case goes by itself, by rows that a division sets. */
@NullMarked
package dev.wangge.cases.routing;

import org.jspecify.annotations.NullMarked;
