/** Cards in WeCom (企业微信). */
@NullMarked
package dev.wangge.notify.channel.wecom;

import org.jspecify.annotations.NullMarked;
