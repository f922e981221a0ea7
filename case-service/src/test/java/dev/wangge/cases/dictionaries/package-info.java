@NullMarked
package dev.wangge.cases.dictionaries;

import org.jspecify.annotations.NullMarked;
