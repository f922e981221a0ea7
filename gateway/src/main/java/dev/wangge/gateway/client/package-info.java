/** County systems that call for themselves: configured, or kept by system administrators. */
@NullMarked
package dev.wangge.gateway.client;

import org.jspecify.annotations.NullMarked;
