@NullMarked
package dev.wangge.platform.container;

import org.jspecify.annotations.NullMarked;
