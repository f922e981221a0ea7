/** How well it was known at once whose a case is. */
@NullMarked
package dev.wangge.cases.life.dispatch;

import org.jspecify.annotations.NullMarked;
