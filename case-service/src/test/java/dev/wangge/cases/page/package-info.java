@NullMarked
package dev.wangge.cases.page;

import org.jspecify.annotations.NullMarked;
