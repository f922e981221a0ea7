package dev.wangge.gateway.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the trail lies, and for how long.
 *
 * @param database of its own, whose account may only add to it; empty for the gateway's
 * @param roots a file outside the database, which each day's root is added to; without one they
 *     stand in the log alone, and nothing is compared with them
 * @param keptFor how old records have to be before somebody may delete them; at least half a year
 */
@ConfigurationProperties("wangge.audit")
record AuditSettings(
        @DefaultValue("") String database,
        @DefaultValue("") String roots,
        @DefaultValue("184d") Duration keptFor) {
    private static final Duration LEAST = Duration.ofDays(184);

    AuditSettings {
        if (keptFor.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "wangge.audit.kept-for is at least %s days (Cybersecurity Law, article 21)"
                            .formatted(LEAST.toDays()));
        }
    }
}
