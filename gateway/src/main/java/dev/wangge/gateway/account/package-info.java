/** People who sign in: their accounts, what proves that it is them, and who may give them what. */
@NullMarked
package dev.wangge.gateway.account;

import org.jspecify.annotations.NullMarked;
