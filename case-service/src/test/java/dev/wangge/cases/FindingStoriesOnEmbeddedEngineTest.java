package dev.wangge.cases;

import dev.wangge.testing.Infrastructure;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the engine of a laptop with nothing but a JDK. */
class FindingStoriesOnEmbeddedEngineTest extends FindingStories {
    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.useEmbedded(properties);
    }
}
