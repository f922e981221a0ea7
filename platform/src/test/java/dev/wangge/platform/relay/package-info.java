@NullMarked
package dev.wangge.platform.relay;

import org.jspecify.annotations.NullMarked;
