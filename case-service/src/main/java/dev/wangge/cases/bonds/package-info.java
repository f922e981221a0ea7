/** Cases that belong together: duplicates that are merged. */
@NullMarked
package dev.wangge.cases.bonds;

import org.jspecify.annotations.NullMarked;
