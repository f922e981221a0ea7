/** What a service could not take in, or send: set aside, looked at, and taken in after all. */
@NullMarked
package dev.wangge.platform.deadletter;

import org.jspecify.annotations.NullMarked;
