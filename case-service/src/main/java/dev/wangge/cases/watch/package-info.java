/** Changes of cases as they happen, for pages that are open. */
@NullMarked
package dev.wangge.cases.watch;

import org.jspecify.annotations.NullMarked;
