package dev.wangge.gateway.client;

import dev.wangge.gateway.client.Client.Source;
import dev.wangge.gateway.client.Client.State;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as system administrators see it.
 *
 * @param source configured ones are shown, and changed in the settings of the gateway alone
 * @param actsFor divisions for whose members it may act; empty when for nobody
 * @param units codes of the units whose work it does; empty where it does whatever its roles allow
 * @param addresses from where it may ask for tokens; empty when from anywhere
 * @param perSecond requests that it may make; null for as many as any client
 * @param secrets those that are good, the newest first
 * @param secret in the answer that made it, and never again
 */
record ClientView(
        String id,
        String name,
        Source source,
        State state,
        List<String> roles,
        List<String> divisions,
        List<String> actsFor,
        List<String> units,
        List<String> addresses,
        @Nullable Integer perSecond,
        @Nullable String expiresAt,
        List<Good> secrets,
        long version,
        @Nullable String changedAt,
        @Nullable String changedBy,
        @Nullable String secret) {

    /**
     * A secret, which is not shown.
     *
     * @param since when it was given; null for a configured one
     * @param until before which it is good; null where that has no end
     * @param usedAt about when a token was last given for it, to the hour; null where none was, and
     *     for a configured one
     */
    record Good(@Nullable String since, @Nullable String until, @Nullable String usedAt) {}

    static ClientView of(Client client, Instant now, @Nullable String secret) {
        return new ClientView(
                client.id(),
                client.name(),
                client.source(),
                client.state(now),
                client.roleNames(),
                client.rights().divisions(),
                client.actsFor(),
                client.units(),
                client.addresses().stream().map(AddressRange::value).toList(),
                client.perSecond(),
                Times.utcOrNull(client.expiresAt()),
                client.secrets().stream()
                        .filter(it -> it.isGood(now))
                        .map(it ->
                                new Good(
                                        Times.utcOrNull(it.since()),
                                        Times.utcOrNull(it.until()),
                                        Times.utcOrNull(it.usedAt())))
                        .toList(),
                client.version(),
                Times.utcOrNull(client.changedAt()),
                client.changedBy(),
                secret);
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "ClientView " + id;
    }
}
