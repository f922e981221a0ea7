@NullMarked
package dev.wangge.notify.reply;

import org.jspecify.annotations.NullMarked;
