/** One list of what any service could not take in. */
@NullMarked
package dev.wangge.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
