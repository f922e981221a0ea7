/** 抽查: which cases are checked after they were closed, by lot. */
@NullMarked
package dev.wangge.cases.check;

import org.jspecify.annotations.NullMarked;
