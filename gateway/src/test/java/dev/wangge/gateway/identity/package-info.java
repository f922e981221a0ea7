/** Who may call: clients and the tokens they are given. */
@NullMarked
package dev.wangge.gateway.identity;

import org.jspecify.annotations.NullMarked;
