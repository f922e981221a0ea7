/** What comes by itself while nobody acts, and how those above press for a case. */
@NullMarked
package dev.wangge.cases.life.supervision;

import org.jspecify.annotations.NullMarked;
