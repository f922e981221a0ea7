/** Rules tried on the cases there were, before they are set. */
@NullMarked
package dev.wangge.cases.trial;

import org.jspecify.annotations.NullMarked;
