/** Clients, configured and stored, on both engines. */
@NullMarked
package dev.wangge.gateway.client;

import org.jspecify.annotations.NullMarked;
