@NullMarked
package dev.wangge.cases.clock;

import org.jspecify.annotations.NullMarked;
