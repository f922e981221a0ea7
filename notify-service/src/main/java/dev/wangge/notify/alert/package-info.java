/** Alerts: who is told of what, how far it is, and what there is to see of it. */
@NullMarked
package dev.wangge.notify.alert;

import org.jspecify.annotations.NullMarked;
