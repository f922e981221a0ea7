/** The port on which a service says how it is. */
@NullMarked
package dev.wangge.platform.manage;

import org.jspecify.annotations.NullMarked;
