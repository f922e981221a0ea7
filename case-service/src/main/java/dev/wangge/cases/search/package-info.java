/** Cases are found by what was said in them. */
@NullMarked
package dev.wangge.cases.search;

import org.jspecify.annotations.NullMarked;
