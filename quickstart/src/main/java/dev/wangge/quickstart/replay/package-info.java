/** Real messages fed through the gateway, and what became of them. */
@NullMarked
package dev.wangge.quickstart.replay;

import org.jspecify.annotations.NullMarked;
