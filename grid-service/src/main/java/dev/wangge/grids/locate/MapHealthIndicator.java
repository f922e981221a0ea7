package dev.wangge.grids.locate;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether there is a map to locate by. Part of readiness: who restarts instances one by one keeps
 * one that answers.
 */
@Component
class MapHealthIndicator implements HealthIndicator {
    private final AtlasKeeper keeper;

    MapHealthIndicator(AtlasKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public Health health() {
        return keeper.isLoaded()
                ? Health.up().build()
                : Health.outOfService().withDetail("map", "not loaded yet").build();
    }
}
