/** Which settings are secret, and which of these are none any more. */
@NullMarked
package dev.wangge.platform.secret;

import org.jspecify.annotations.NullMarked;
