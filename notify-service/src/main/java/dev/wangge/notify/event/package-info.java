/** What happens comes in here, and who is told of it is decided. */
@NullMarked
package dev.wangge.notify.event;

import org.jspecify.annotations.NullMarked;
