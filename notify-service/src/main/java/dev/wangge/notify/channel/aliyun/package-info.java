/** SMS by Aliyun: how they are sent, and what Aliyun pushes back of them. */
@NullMarked
package dev.wangge.notify.channel.aliyun;

import org.jspecify.annotations.NullMarked;
