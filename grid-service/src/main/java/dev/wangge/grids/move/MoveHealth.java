package dev.wangge.grids.move;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether the facts of moves go out. */
@Configuration
class MoveHealth {
    @Bean
    HealthIndicator moveRelayHealthIndicator(MoveStore store) {
        return store.relayHealth();
    }
}
