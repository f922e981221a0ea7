/** 拆分: a case becomes several, each with a handler of its own. */
@NullMarked
package dev.wangge.cases.splitting;

import org.jspecify.annotations.NullMarked;
