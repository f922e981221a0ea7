package dev.wangge.grids.grid;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the best database there is. */
class GridSizeStoriesTest extends GridSizeStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.use(properties);
    }
}
