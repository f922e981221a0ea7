@NullMarked
package dev.wangge.notify.alert;

import org.jspecify.annotations.NullMarked;
