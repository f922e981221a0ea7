@NullMarked
package dev.wangge.platform.place;

import org.jspecify.annotations.NullMarked;
