package dev.wangge.platform.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Without a broker a service is degraded, and still accepts: nothing restarts it for that. */
public final class RelayHealth implements HealthIndicator {
    private final FactRelay relay;

    public RelayHealth(FactRelay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail(
                        "relay", relay.brokerAway() ? "degraded, still accepting" : "publishing")
                .withDetail("backlog", relay.backlog())
                .withDetail("partitionsInTrouble", relay.partitionsInTrouble())
                .withDetail("unsendable", relay.unsendable())
                .build();
    }
}
