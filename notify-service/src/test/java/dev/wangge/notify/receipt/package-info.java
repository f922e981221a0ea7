@NullMarked
package dev.wangge.notify.receipt;

import org.jspecify.annotations.NullMarked;
