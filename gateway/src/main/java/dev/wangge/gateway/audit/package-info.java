/**
 * Who did what to whose rights, and who tried: written down, chained, and read by one role alone.
 */
@NullMarked
package dev.wangge.gateway.audit;

import org.jspecify.annotations.NullMarked;
