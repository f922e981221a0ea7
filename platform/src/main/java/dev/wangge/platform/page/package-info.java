/** Pages for who holds a signed link, and no token. */
@NullMarked
package dev.wangge.platform.page;

import org.jspecify.annotations.NullMarked;
