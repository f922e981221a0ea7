@NullMarked
package dev.wangge.platform.intake;

import org.jspecify.annotations.NullMarked;
