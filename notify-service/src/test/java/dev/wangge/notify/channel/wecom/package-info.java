@NullMarked
package dev.wangge.notify.channel.wecom;

import org.jspecify.annotations.NullMarked;
