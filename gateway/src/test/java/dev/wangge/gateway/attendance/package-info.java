@NullMarked
package dev.wangge.gateway.attendance;

import org.jspecify.annotations.NullMarked;
