/** Texts: in which language they are asked for, and which characters make one. */
@NullMarked
package dev.wangge.platform.text;

import org.jspecify.annotations.NullMarked;
