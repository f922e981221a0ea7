@NullMarked
package dev.wangge.cases.check;

import org.jspecify.annotations.NullMarked;
