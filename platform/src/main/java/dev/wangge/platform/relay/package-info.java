/** Publishes the facts that an aggregate holds, in order, after they are stored. */
@NullMarked
package dev.wangge.platform.relay;

import org.jspecify.annotations.NullMarked;
