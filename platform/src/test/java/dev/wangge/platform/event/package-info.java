@NullMarked
package dev.wangge.platform.event;

import org.jspecify.annotations.NullMarked;
