/** What became of alerts joins the timeline. */
@NullMarked
package dev.wangge.cases.delivery;

import org.jspecify.annotations.NullMarked;
