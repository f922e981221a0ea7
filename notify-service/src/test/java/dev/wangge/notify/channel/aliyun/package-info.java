@NullMarked
package dev.wangge.notify.channel.aliyun;

import org.jspecify.annotations.NullMarked;
