@NullMarked
package dev.wangge.cases.routing;

import org.jspecify.annotations.NullMarked;
