@NullMarked
package dev.wangge.platform.openapi;

import org.jspecify.annotations.NullMarked;
