@NullMarked
package dev.wangge.local;

import org.jspecify.annotations.NullMarked;
