/** Stories of the whole county, told through its gateway and its phones. */
@NullMarked
package dev.wangge.e2e;

import org.jspecify.annotations.NullMarked;
