/** What the gateway's routing costs alone. */
@NullMarked
package dev.wangge.bench.bare;

import org.jspecify.annotations.NullMarked;
