/** Providers of OpenID Connect, as the configuration names them. */
@NullMarked
package dev.wangge.gateway.provider.oidc;

import org.jspecify.annotations.NullMarked;
