/** Who may see a case. */
@NullMarked
package dev.wangge.cases.access;

import org.jspecify.annotations.NullMarked;
