package dev.wangge.grids.locate;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the engine of a laptop with nothing but a JDK. */
class NamedPlaceStoriesOnEmbeddedEngineTest extends NamedPlaceStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.useEmbedded(properties);
    }
}
