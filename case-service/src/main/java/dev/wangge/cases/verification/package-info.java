/** 核查: somebody else checks it, and it is closed. */
@NullMarked
package dev.wangge.cases.verification;

import org.jspecify.annotations.NullMarked;
