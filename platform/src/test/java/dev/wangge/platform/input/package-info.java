@NullMarked
package dev.wangge.platform.input;

import org.jspecify.annotations.NullMarked;
