/** What alerts say, in zh, bo and en. */
@NullMarked
package dev.wangge.notify.wording;

import org.jspecify.annotations.NullMarked;
