@NullMarked
package dev.wangge.cases.search;

import org.jspecify.annotations.NullMarked;
