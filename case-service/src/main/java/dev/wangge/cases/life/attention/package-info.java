/** What of a case asks for a dispatcher. */
@NullMarked
package dev.wangge.cases.life.attention;

import org.jspecify.annotations.NullMarked;
