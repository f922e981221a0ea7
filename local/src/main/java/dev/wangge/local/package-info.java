/** A broker and a database on this machine without Docker, for the quickstart and the tests. */
@NullMarked
package dev.wangge.local;

import org.jspecify.annotations.NullMarked;
