@NullMarked
package dev.wangge.cases.dispatching;

import org.jspecify.annotations.NullMarked;
