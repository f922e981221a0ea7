@NullMarked
package dev.wangge.notify.wording;

import org.jspecify.annotations.NullMarked;
