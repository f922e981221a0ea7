package dev.wangge.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that sign tokens.
 *
 * @param each after so long another one signs
 */
@ConfigurationProperties("wangge.gateway.signing-key")
record SigningKeySettings(@DefaultValue("90d") Duration each) {}
