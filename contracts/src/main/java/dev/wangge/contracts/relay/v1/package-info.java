/** What a relay says of its own, on the topics of others. */
@NullMarked
package dev.wangge.contracts.relay.v1;

import org.jspecify.annotations.NullMarked;
