/** What every request meets first. */
@NullMarked
package dev.wangge.gateway.edge;

import org.jspecify.annotations.NullMarked;
