/** Alerts: recorded before they are sent, followed until there is proof. */
@NullMarked
package dev.wangge.notify.alert;

import org.jspecify.annotations.NullMarked;
