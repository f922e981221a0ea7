package dev.wangge.notify.channel.aliyun;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Receipt pushes carry no signature: their address holds a secret, and they come from known places.
 *
 * @param token the last part of the address; blank takes none
 * @param from addresses or ranges (CIDR) that may push; empty for any
 */
@ConfigurationProperties("wangge.receipts")
record ReceiptSettings(@DefaultValue("") String token, @DefaultValue List<String> from) {}
