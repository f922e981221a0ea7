/** The edge: identity, routes, limits, one OpenAPI. */
@NullMarked
package dev.wangge.gateway;

import org.jspecify.annotations.NullMarked;
