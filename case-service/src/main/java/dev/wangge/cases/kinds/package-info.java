/** The tree of categories below the six kinds of cases, as a division sets it. */
@NullMarked
package dev.wangge.cases.kinds;

import org.jspecify.annotations.NullMarked;
