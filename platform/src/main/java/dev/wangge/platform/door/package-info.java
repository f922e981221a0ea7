/** Who is let in, how often, how many at once, and with how large a body. */
@NullMarked
package dev.wangge.platform.door;

import org.jspecify.annotations.NullMarked;
