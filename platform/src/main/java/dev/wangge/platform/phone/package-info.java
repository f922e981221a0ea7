/** Phones as people write them. */
@NullMarked
package dev.wangge.platform.phone;

import org.jspecify.annotations.NullMarked;
