/** What accounts and clients have in common. */
@NullMarked
package dev.wangge.gateway.rights;

import org.jspecify.annotations.NullMarked;
