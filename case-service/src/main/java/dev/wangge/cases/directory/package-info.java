/** A local copy of who is on duty where. */
@NullMarked
package dev.wangge.cases.directory;

import org.jspecify.annotations.NullMarked;
