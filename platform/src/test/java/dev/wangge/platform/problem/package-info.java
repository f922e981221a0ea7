@NullMarked
package dev.wangge.platform.problem;

import org.jspecify.annotations.NullMarked;
