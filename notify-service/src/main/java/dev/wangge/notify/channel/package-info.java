/** The ways to people. A channel is a package below; nothing outside it names it. */
@NullMarked
package dev.wangge.notify.channel;

import org.jspecify.annotations.NullMarked;
