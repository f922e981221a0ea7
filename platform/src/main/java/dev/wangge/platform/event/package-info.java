/** Facts, their hash chain, and how they are spelled on the wire. */
@NullMarked
package dev.wangge.platform.event;

import org.jspecify.annotations.NullMarked;
