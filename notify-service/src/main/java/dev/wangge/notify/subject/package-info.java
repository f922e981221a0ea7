/** What alerts are about. */
@NullMarked
package dev.wangge.notify.subject;

import org.jspecify.annotations.NullMarked;
