/** The ways to a person: WeCom and Aliyun SMS through their vendors' own SDKs. */
@NullMarked
package dev.wangge.notify.channel;

import org.jspecify.annotations.NullMarked;
