/** Accounts on both engines, and what proves who somebody is. */
@NullMarked
package dev.wangge.gateway.account;

import org.jspecify.annotations.NullMarked;
