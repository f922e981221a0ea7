/** The pages on which people say who they are, and what keeps them signed in. */
@NullMarked
package dev.wangge.gateway.signin;

import org.jspecify.annotations.NullMarked;
