/** 询问, 转办: what is asked of the reporter and of others outside, who answer without account. */
@NullMarked
package dev.wangge.cases.asking;

import org.jspecify.annotations.NullMarked;
