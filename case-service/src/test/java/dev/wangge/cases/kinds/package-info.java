@NullMarked
package dev.wangge.cases.kinds;

import org.jspecify.annotations.NullMarked;
