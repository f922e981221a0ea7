/** Who is there to do their work, and who does it while they are not. */
@NullMarked
package dev.wangge.gateway.attendance;

import org.jspecify.annotations.NullMarked;
