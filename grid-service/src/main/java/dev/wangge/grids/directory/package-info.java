/** What the directory holds, and its way to Kafka. */
@NullMarked
package dev.wangge.grids.directory;

import org.jspecify.annotations.NullMarked;
