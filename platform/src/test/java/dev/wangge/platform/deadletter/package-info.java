@NullMarked
package dev.wangge.platform.deadletter;

import org.jspecify.annotations.NullMarked;
