package dev.wangge.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often secrets may be tried.
 *
 * @param wrongTries of one client from one address, before it has to wait
 * @param firstDelay of the wait, which doubles with each further wrong try
 * @param longestDelay of the wait
 * @param failuresOfAddress wrong tries of one address for any clients, and as many a minute
 * @param failuresOfClient wrong tries for one client from any addresses, and as many a minute
 * @param perSecond requests of one address, twice as many in a burst
 */
@ConfigurationProperties("wangge.gateway.token-door")
record TokenDoorSettings(
        @DefaultValue("5") int wrongTries,
        @DefaultValue("1s") Duration firstDelay,
        @DefaultValue("5m") Duration longestDelay,
        @DefaultValue("30") int failuresOfAddress,
        @DefaultValue("100") int failuresOfClient,
        @DefaultValue("100") int perSecond) {}
