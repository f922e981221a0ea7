/** The county's account at WeCom (企业微信), for those services that have its SDK. */
@NullMarked
package dev.wangge.platform.wecom;

import org.jspecify.annotations.NullMarked;
