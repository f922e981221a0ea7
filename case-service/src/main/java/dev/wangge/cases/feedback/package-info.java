/** What the reporter is told and says; what is noted on the way. */
@NullMarked
package dev.wangge.cases.feedback;

import org.jspecify.annotations.NullMarked;
