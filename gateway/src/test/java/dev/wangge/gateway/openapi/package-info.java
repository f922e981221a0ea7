/** One description of all services. */
@NullMarked
package dev.wangge.gateway.openapi;

import org.jspecify.annotations.NullMarked;
