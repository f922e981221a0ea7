/** What is checked of a case after it was closed. */
@NullMarked
package dev.wangge.cases.life.check;

import org.jspecify.annotations.NullMarked;
