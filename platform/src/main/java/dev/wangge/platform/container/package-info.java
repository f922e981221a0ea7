/** What the servlet container is held to: bodies, times, and answers that are named problems. */
@NullMarked
package dev.wangge.platform.container;

import org.jspecify.annotations.NullMarked;
