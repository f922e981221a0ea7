/** Who may call what: each endpoint says it, and what does not say it is refused. */
@NullMarked
package dev.wangge.platform.policy;

import org.jspecify.annotations.NullMarked;
