/** Which cases belong together, and how. */
@NullMarked
package dev.wangge.cases.life.bond;

import org.jspecify.annotations.NullMarked;
