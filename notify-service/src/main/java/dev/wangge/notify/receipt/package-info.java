/** What providers push back to us. */
@NullMarked
package dev.wangge.notify.receipt;

import org.jspecify.annotations.NullMarked;
