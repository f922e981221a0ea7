/** Takes events in: repeats, trouble and poison included. */
@NullMarked
package dev.wangge.platform.consumer;

import org.jspecify.annotations.NullMarked;
