@NullMarked
package dev.wangge.platform.manage;

import org.jspecify.annotations.NullMarked;
