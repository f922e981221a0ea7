/** Raw bodies and query parameters, read strictly. */
@NullMarked
package dev.wangge.platform.web;

import org.jspecify.annotations.NullMarked;
