/** What a log may say. */
@NullMarked
package dev.wangge.platform.log;

import org.jspecify.annotations.NullMarked;
