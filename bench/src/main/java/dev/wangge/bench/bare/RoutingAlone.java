package dev.wangge.bench.bare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Keeps all from configuring itself that a bare gateway does without. */
public final class RoutingAlone implements AutoConfigurationImportFilter {
    private static final List<String> KEPT =
            List.of(
                    "org.springframework.boot.actuate.",
                    "org.springframework.boot.autoconfigure.availability.",
                    "org.springframework.boot.autoconfigure.context.",
                    "org.springframework.boot.autoconfigure.ssl.",
                    "org.springframework.boot.autoconfigure.task.",
                    "org.springframework.boot.health.",
                    "org.springframework.boot.http.",
                    "org.springframework.boot.jackson.",
                    "org.springframework.boot.restclient.",
                    "org.springframework.boot.servlet.",
                    "org.springframework.boot.tomcat.",
                    "org.springframework.boot.web",
                    "org.springframework.cloud.gateway.");

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        var matches = new boolean[names.length];
        boolean bare = "bare-gateway".equals(System.getProperty("spring.config.name"));
        for (int i = 0; i < names.length; i++) {
            var name = names[i];
            matches[i] = !bare || (name != null && KEPT.stream().anyMatch(name::startsWith));
        }
        return matches;
    }
}
