/** 派遣: who gets a case, and by what rule it goes out by itself. */
@NullMarked
package dev.wangge.cases.dispatching;

import org.jspecify.annotations.NullMarked;
