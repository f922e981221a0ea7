/** Others who say who people are, such as WeCom or a provider of the county's own. */
@NullMarked
package dev.wangge.gateway.provider;

import org.jspecify.annotations.NullMarked;
