@NullMarked
package dev.wangge.notify;

import org.jspecify.annotations.NullMarked;
