@NullMarked
package dev.wangge.cases.calendar;

import org.jspecify.annotations.NullMarked;
