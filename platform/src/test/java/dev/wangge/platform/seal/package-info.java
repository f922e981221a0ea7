@NullMarked
package dev.wangge.platform.seal;

import org.jspecify.annotations.NullMarked;
