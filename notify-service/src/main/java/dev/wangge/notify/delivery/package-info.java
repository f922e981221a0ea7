/** How alerts are brought to people: tried, waited for, given to the next. */
@NullMarked
package dev.wangge.notify.delivery;

import org.jspecify.annotations.NullMarked;
