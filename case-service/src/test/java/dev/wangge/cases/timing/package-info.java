@NullMarked
package dev.wangge.cases.timing;

import org.jspecify.annotations.NullMarked;
