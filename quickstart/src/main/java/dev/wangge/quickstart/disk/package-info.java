/** What the launcher keeps on disk beside the databases. */
@NullMarked
package dev.wangge.quickstart.disk;

import org.jspecify.annotations.NullMarked;
