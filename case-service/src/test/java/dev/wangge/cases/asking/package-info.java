@NullMarked
package dev.wangge.cases.asking;

import org.jspecify.annotations.NullMarked;
