/** Alerts: who, what, which channel, proof of delivery. */
@NullMarked
package dev.wangge.notify;

import org.jspecify.annotations.NullMarked;
