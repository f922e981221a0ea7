@NullMarked
package dev.wangge.cases;

import org.jspecify.annotations.NullMarked;
