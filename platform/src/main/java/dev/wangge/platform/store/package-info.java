/** What all services ask of their database in the same way. */
@NullMarked
package dev.wangge.platform.store;

import org.jspecify.annotations.NullMarked;
