/** RFC 9457 problem details. */
@NullMarked
package dev.wangge.platform.problem;

import org.jspecify.annotations.NullMarked;
