/** Aggregates as they are stored: facts, keys and fields in one document, published by a relay. */
@NullMarked
package dev.wangge.platform.aggregate;

import org.jspecify.annotations.NullMarked;
