/** The small pages that an alert's link opens. */
@NullMarked
package dev.wangge.cases.page;

import org.jspecify.annotations.NullMarked;
