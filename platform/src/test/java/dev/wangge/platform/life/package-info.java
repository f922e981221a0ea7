@NullMarked
package dev.wangge.platform.life;

import org.jspecify.annotations.NullMarked;
