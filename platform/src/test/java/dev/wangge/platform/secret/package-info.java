@NullMarked
package dev.wangge.platform.secret;

import org.jspecify.annotations.NullMarked;
