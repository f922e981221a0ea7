/** The links in alerts, and what is behind them. */
@NullMarked
package dev.wangge.notify.link;

import org.jspecify.annotations.NullMarked;
