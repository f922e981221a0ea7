/** Who is reachable where: a local copy of the directory and of residents' contacts. */
@NullMarked
package dev.wangge.notify.reach;

import org.jspecify.annotations.NullMarked;
