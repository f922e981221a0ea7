/** What people answer by SMS. */
@NullMarked
package dev.wangge.notify.reply;

import org.jspecify.annotations.NullMarked;
