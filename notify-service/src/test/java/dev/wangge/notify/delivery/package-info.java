@NullMarked
package dev.wangge.notify.delivery;

import org.jspecify.annotations.NullMarked;
