/** Takes events in: repeats, trouble and poison included. */
@NullMarked
package dev.wangge.platform.intake;

import org.jspecify.annotations.NullMarked;
