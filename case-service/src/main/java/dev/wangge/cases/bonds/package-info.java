/** Duplicates that are merged into the oldest case; units and counties that take part in one. */
@NullMarked
package dev.wangge.cases.bonds;

import org.jspecify.annotations.NullMarked;
