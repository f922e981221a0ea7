/** What is asked of people outside about a case, as its facts say. */
@NullMarked
package dev.wangge.cases.life.asking;

import org.jspecify.annotations.NullMarked;
