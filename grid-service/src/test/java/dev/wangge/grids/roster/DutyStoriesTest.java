package dev.wangge.grids.roster;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the best database there is. */
class DutyStoriesTest extends DutyStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.use(properties);
    }
}
