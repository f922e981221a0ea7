@NullMarked
package dev.wangge.cases.access;

import org.jspecify.annotations.NullMarked;
