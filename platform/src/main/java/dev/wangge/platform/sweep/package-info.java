/** What comes due, and is looked at without anybody asking. */
@NullMarked
package dev.wangge.platform.sweep;

import org.jspecify.annotations.NullMarked;
