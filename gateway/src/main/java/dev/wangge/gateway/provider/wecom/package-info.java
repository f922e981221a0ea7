/** WeCom (企业微信) says who opened a page in it. */
@NullMarked
package dev.wangge.gateway.provider.wecom;

import org.jspecify.annotations.NullMarked;
