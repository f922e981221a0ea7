package dev.wangge.grids.roster;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the engine of a laptop with nothing but a JDK. */
class DutyStoriesOnEmbeddedEngineTest extends DutyStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.useEmbedded(properties);
    }
}
