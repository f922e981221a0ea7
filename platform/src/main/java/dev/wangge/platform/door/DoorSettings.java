package dev.wangge.platform.door;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What strangers, callers and their bodies may take of a process. Zero, where a rate is meant, is
 * no limit.
 *
 * @param trustedProxies addresses and ranges (CIDR) whose X-Forwarded-For is believed
 * @param anonymous links, short links and callbacks, which come without a token
 * @param client whoever comes with a token, by its client
 * @param bodies of requests by kind (ordinary, points, photo, bulk, form, none, token), where they
 *     differ from what {@link Allowances} has
 * @param bodyMemory share of the heap that bodies may fill which are held in memory, all together
 * @param head how long a request's line and headers may take to arrive
 * @param answer how long an answer may take to be taken away by whoever asked
 * @param connectionsPerAddress open at once from one address that is no trusted proxy
 * @param remembered addresses, links and clients that are told apart at once, at most
 */
@ConfigurationProperties("wangge.door")
public record DoorSettings(
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies,
        @DefaultValue Anonymous anonymous,
        @DefaultValue Client client,
        @DefaultValue Map<String, Body> bodies,
        @DefaultValue("0.2") double bodyMemory,
        @DefaultValue("20s") Duration head,
        @DefaultValue("10m") Duration answer,
        @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("20000") int remembered) {

    public DoorSettings {
        if (bodyMemory <= 0 || bodyMemory > 1) {
            throw new IllegalArgumentException(
                    "wangge.door.body-memory is a share above 0 up to 1");
        }
        if (remembered < 1 || connectionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "wangge.door.remembered and connections-per-address are at least 1");
        }
    }

    /**
     * Who comes without a token. A link that we signed is counted by itself: in a county thousands
     * of phones share an address.
     *
     * @param atOncePerAddress requests in hand from one address (IPv6: its /64)
     * @param atOncePerLink requests in hand by one link, or by one secret of a callback
     * @param refusals of one address (no such link, wrong secret) before it has to wait
     * @param refusalsPerMinute that are forgotten
     * @param lookupsPerSecond of what only the database tells from a guess, for an address that has
     *     to wait: others behind it need not, as long as it is not more
     */
    public record Anonymous(
            @DefaultValue("32") int atOncePerAddress,
            @DefaultValue("64") int atOncePerLink,
            @DefaultValue("60") int refusals,
            @DefaultValue("60") int refusalsPerMinute,
            @DefaultValue("20") int lookupsPerSecond) {}

    /**
     * A client with a token.
     *
     * @param atOnce its requests in hand
     * @param perSecond its requests, twice as many in a burst
     */
    public record Client(@DefaultValue("512") int atOnce, @DefaultValue("20000") int perSecond) {}

    /**
     * A kind of body, where it differs.
     *
     * @param bytes at most
     * @param arrival how long it may take to arrive whole
     */
    public record Body(@Nullable DataSize bytes, @Nullable Duration arrival) {}
}
