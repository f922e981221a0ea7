/** Asking grid-service where a report lies. */
@NullMarked
package dev.wangge.cases.locate;

import org.jspecify.annotations.NullMarked;
