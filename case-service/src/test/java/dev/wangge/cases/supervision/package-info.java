@NullMarked
package dev.wangge.cases.supervision;

import org.jspecify.annotations.NullMarked;
