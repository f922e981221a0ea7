/** Calendars that come late: read from files, and what is open counted anew by them. */
@NullMarked
package dev.wangge.cases.calendar;

import org.jspecify.annotations.NullMarked;
