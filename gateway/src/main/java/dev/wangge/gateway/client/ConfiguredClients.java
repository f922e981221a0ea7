package dev.wangge.gateway.client;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.client.Client.Source;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.Separation;
import dev.wangge.platform.life.CannotServe;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The clients of the settings: there before anybody could open one, and changed by a restart. */
@Component
final class ConfiguredClients {
    private static final Logger log = LoggerFactory.getLogger(ConfiguredClients.class);

    private final Map<String, Client> byId = new TreeMap<>(Comparator.naturalOrder());

    /**
     * Reads them.
     *
     * @throws CannotServe when one holds what nobody may hold together
     */
    ConfiguredClients(GatewaySettings settings) {
        for (var it : settings.clients()) {
            var roles = EnumSet.copyOf(it.roles());
            if (!Separation.allows(roles)) {
                throw new CannotServe(
                        "The client %s of wangge.gateway.clients holds %s: system-admin, security-admin and audit-admin each stand alone"
                                .formatted(it.id(), it.roleNames()),
                        "Give it one of them, or none; what else it does is another client's.");
            }
            byId.put(
                    it.id(),
                    new Client(
                            it.id(),
                            1,
                            it.id(),
                            Source.CONFIGURED,
                            new Rights(roles, it.divisions()),
                            Objects.requireNonNullElse(it.actsFor(), it.divisions()),
                            Objects.requireNonNullElse(it.units(), List.of()),
                            List.of(),
                            null,
                            null,
                            false,
                            List.of(new ClientSecret(it.secret(), null, null, null)),
                            null,
                            null,
                            null));
        }
        if (byId.isEmpty()) {
            log.info(
                    "No clients are configured (wangge.gateway.clients): only those that were opened by the API get a token");
        }
    }

    /** One of them. */
    Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<Client> all() {
        return byId.values();
    }
}
