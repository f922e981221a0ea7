@NullMarked
package dev.wangge.platform.door;

import org.jspecify.annotations.NullMarked;
