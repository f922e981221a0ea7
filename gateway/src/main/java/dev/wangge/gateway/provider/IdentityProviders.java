package dev.wangge.gateway.provider;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All providers that the configuration names. */
@Component
public class IdentityProviders {
    private final List<IdentityProvider> all;

    IdentityProviders(List<ProviderSource> sources) {
        this.all =
                sources.stream()
                        .flatMap(source -> source.providers().stream())
                        .<IdentityProvider>map(it -> it)
                        .toList();
        var seen = new HashSet<String>();
        all.stream()
                .map(IdentityProvider::id)
                .filter(id -> !seen.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("Two providers are called " + id);
                });
    }

    /** In the order in which the page offers them. */
    public List<IdentityProvider> all() {
        return all;
    }

    public Optional<IdentityProvider> find(String id) {
        return all.stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
