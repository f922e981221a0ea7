/** What happens to a case that nobody brings forward: reminders, escalation, and the ladder. */
@NullMarked
package dev.wangge.cases.supervision;

import org.jspecify.annotations.NullMarked;
