@NullMarked
package dev.wangge.cases.list;

import org.jspecify.annotations.NullMarked;
