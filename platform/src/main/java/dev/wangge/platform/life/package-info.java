/** How a process of the county lives and ends. */
@NullMarked
package dev.wangge.platform.life;

import org.jspecify.annotations.NullMarked;
