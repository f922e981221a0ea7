package dev.wangge.testing;

import java.util.LinkedHashMap;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Where a service under test finds its database and its broker. A class's own dynamic properties
 * would make its service one of its own; an initializer is the same for all that name it.
 *
 * <p>Services that wait for their turn are paused by Spring's context cache: their consumers have
 * left their group, their sweeps rest. What they told is still on the topics, which all share.
 */
final class SharedService {
    private SharedService() {}

    static final class OnBestEngine
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext service) {
            use(service, Infrastructure.database());
        }
    }

    static final class OnEmbeddedEngine
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext service) {
            use(service, Infrastructure.embedded());
        }
    }

    private static void use(ConfigurableApplicationContext service, String database) {
        var properties = new LinkedHashMap<String, Object>();
        Infrastructure.use((name, value) -> properties.put(name, value.get()), database);
        service.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("infrastructure", properties));
    }
}
