/** What became of an alert, on the topic wangge.alerts.v1, keyed by alert id. */
@NullMarked
package dev.wangge.contracts.alerts.v1;

import org.jspecify.annotations.NullMarked;
