/** 延期, 挂起: by when a case is to be handled after all. */
@NullMarked
package dev.wangge.cases.timing;

import org.jspecify.annotations.NullMarked;
