@NullMarked
package dev.wangge.platform.audit;

import org.jspecify.annotations.NullMarked;
