@NullMarked
package dev.wangge.platform.sweep;

import org.jspecify.annotations.NullMarked;
