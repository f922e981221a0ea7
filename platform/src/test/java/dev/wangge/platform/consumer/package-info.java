@NullMarked
package dev.wangge.platform.consumer;

import org.jspecify.annotations.NullMarked;
