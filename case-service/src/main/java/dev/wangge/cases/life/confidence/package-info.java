/** What few are to know of a case, as its facts say. */
@NullMarked
package dev.wangge.cases.life.confidence;

import org.jspecify.annotations.NullMarked;
