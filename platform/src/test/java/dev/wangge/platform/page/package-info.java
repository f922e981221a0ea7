@NullMarked
package dev.wangge.platform.page;

import org.jspecify.annotations.NullMarked;
