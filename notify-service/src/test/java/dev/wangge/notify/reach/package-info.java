@NullMarked
package dev.wangge.notify.reach;

import org.jspecify.annotations.NullMarked;
