/** Aliyun SMS: SendSms, QuerySendDetails, the receipt push. */
@NullMarked
package dev.wangge.simulator.aliyun;

import org.jspecify.annotations.NullMarked;
