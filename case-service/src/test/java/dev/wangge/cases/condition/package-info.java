@NullMarked
package dev.wangge.cases.condition;

import org.jspecify.annotations.NullMarked;
