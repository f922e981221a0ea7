@NullMarked
package dev.wangge.platform.text;

import org.jspecify.annotations.NullMarked;
