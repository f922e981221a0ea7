@NullMarked
package dev.wangge.console;

import org.jspecify.annotations.NullMarked;
