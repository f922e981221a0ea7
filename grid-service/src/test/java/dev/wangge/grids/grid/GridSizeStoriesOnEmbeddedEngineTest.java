package dev.wangge.grids.grid;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the engine of a laptop with nothing but a JDK. */
class GridSizeStoriesOnEmbeddedEngineTest extends GridSizeStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.useEmbedded(properties);
    }
}
