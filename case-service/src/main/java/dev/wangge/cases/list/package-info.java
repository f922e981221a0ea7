/** Lists of cases, and what of them is overdue. */
@NullMarked
package dev.wangge.cases.list;

import org.jspecify.annotations.NullMarked;
