/** Pages for people: the problems and where to begin. */
@NullMarked
package dev.wangge.gateway.pages;

import org.jspecify.annotations.NullMarked;
