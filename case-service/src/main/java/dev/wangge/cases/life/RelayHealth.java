package dev.wangge.cases.life;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Without a broker the service is degraded, and still accepts: nothing restarts it for that. */
@Component
class RelayHealth implements HealthIndicator {
    private final CaseStore store;

    RelayHealth(CaseStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail(
                        "relay", store.brokerAway() ? "degraded, still accepting" : "publishing")
                .withDetail("backlog", store.backlog())
                .build();
    }
}
