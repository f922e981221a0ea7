@NullMarked
package dev.wangge.notify.channel;

import org.jspecify.annotations.NullMarked;
