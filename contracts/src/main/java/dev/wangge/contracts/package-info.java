/** What crosses Kafka. */
@NullMarked
package dev.wangge.contracts;

import org.jspecify.annotations.NullMarked;
