/** The roots of the days. */
@NullMarked
package dev.wangge.gateway.audit;

import org.jspecify.annotations.NullMarked;
