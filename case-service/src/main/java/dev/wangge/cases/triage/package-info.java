/** 三事分流: at which level a case is dealt with, by rows that a division sets. */
@NullMarked
package dev.wangge.cases.triage;

import org.jspecify.annotations.NullMarked;
