/** Pages as a browser shows them. */
@NullMarked
package dev.wangge.bench.browser;

import org.jspecify.annotations.NullMarked;
