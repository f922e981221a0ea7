/** 受理: whether a report becomes a case, and its level (三事分流). */
@NullMarked
package dev.wangge.cases.filing;

import org.jspecify.annotations.NullMarked;
