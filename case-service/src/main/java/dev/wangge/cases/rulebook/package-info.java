/** What a county has decided: limits, levels, and which cases ask for evidence. */
@NullMarked
package dev.wangge.cases.rulebook;

import org.jspecify.annotations.NullMarked;
