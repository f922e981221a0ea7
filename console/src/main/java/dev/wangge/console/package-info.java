/** What of the pages whoever serves them has to know; the pages are beside it as resources. */
@NullMarked
package dev.wangge.console;

import org.jspecify.annotations.NullMarked;
