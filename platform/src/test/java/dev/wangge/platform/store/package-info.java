@NullMarked
package dev.wangge.platform.store;

import org.jspecify.annotations.NullMarked;
