@NullMarked
package dev.wangge.cases.store;

import org.jspecify.annotations.NullMarked;
