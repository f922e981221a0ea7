package dev.wangge.grids;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the engine of a laptop with nothing but a JDK. */
class KeyedRequestStoriesOnEmbeddedEngineTest extends KeyedRequestStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.useEmbedded(properties);
    }
}
