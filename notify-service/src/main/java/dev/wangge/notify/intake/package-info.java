/** What happens to cases comes in here. */
@NullMarked
package dev.wangge.notify.intake;

import org.jspecify.annotations.NullMarked;
