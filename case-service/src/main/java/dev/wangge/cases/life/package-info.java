/** The life of a case: what may happen to it, what did, and who may see it. */
@NullMarked
package dev.wangge.cases.life;

import org.jspecify.annotations.NullMarked;
