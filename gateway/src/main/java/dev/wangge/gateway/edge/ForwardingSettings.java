package dev.wangge.gateway.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services are reached.
 *
 * @param connectTimeout how long a connection may take to open
 */
@ConfigurationProperties("wangge.gateway.forwarding")
record ForwardingSettings(@DefaultValue("2s") Duration connectTimeout) {}
