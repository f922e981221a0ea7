/** Cases: intake, triage, the life of a case, clocks. */
@NullMarked
package dev.wangge.cases;

import org.jspecify.annotations.NullMarked;
