/** What has run of a case's time, what stood still, and how punctual it was. */
@NullMarked
package dev.wangge.cases.life.time;

import org.jspecify.annotations.NullMarked;
