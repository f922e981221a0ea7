@NullMarked
package dev.wangge.quickstart;

import org.jspecify.annotations.NullMarked;
