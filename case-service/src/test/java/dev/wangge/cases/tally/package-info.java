@NullMarked
package dev.wangge.cases.tally;

import org.jspecify.annotations.NullMarked;
