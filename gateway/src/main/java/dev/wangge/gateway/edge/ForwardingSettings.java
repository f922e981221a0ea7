package dev.wangge.gateway.edge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services are reached.
 *
 * @param connectTimeout how long a connection may take to open
 * @param answer how long a service's answer may take from its beginning to its end
 */
@ConfigurationProperties("wangge.gateway.forwarding")
record ForwardingSettings(
        @DefaultValue("2s") Duration connectTimeout, @DefaultValue("10m") Duration answer) {}
