package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Accounts;
import dev.wangge.gateway.client.Client;
import dev.wangge.gateway.client.Clients;
import dev.wangge.gateway.rights.RightsChanged;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.security.TokenEndings;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whose tokens ended of late, as accounts and clients say it: looked up each few seconds, at once
 * where something was changed here, and published for the services. Only so long as a token lives
 * there is anything to say.
 */
@Hidden // For our services.
@RestController
class SubjectEndings implements TokenEndings {
    private static final int EACH_MILLIS = 5_000;

    /** Clocks may be so far apart. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    /** Of who is kept out none is good, whichever clock says that it was made after. */
    private static final Instant ALL = Instant.parse("9999-01-01T00:00:00Z");

    private final Accounts accounts;
    private final Clients clients;
    private final InstantSource clock;
    private final Lock looking = new ReentrantLock();
    private volatile Map<String, Long> before = Map.of();

    /** Tokens of a subject from before then, in milliseconds, have ended. */
    record Ending(String sub, long before) {}

    record Endings(List<Ending> items) {}

    SubjectEndings(Accounts accounts, Clients clients, InstantSource clock) {
        this.clients = clients;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public boolean isEnded(String subject, long madeAt) {
        return madeAt < before.getOrDefault(subject, 0L);
    }

    @EventListener(RightsChanged.class)
    @Scheduled(initialDelay = 0, fixedDelay = EACH_MILLIS)
    void look() {
        looking.lock(); // Who looks later sees more, and is to say it later.
        try {
            var now = clock.instant().minus(SKEW);
            var ended = new HashMap<String, Long>();
            accounts.endedSince(now.minus(RegisteredClients.PERSONS_TOKEN))
                    .forEach(it -> ended.put(it.id(), it.tokensFrom().toEpochMilli()));
            clients.endedSince(now.minus(RegisteredClients.SYSTEMS_TOKEN))
                    .forEach(it -> ended.put(it.id(), before(it).toEpochMilli()));
            before = Map.copyOf(ended);
        } finally {
            looking.unlock();
        }
    }

    private static Instant before(Client client) {
        return client.disabled() ? ALL : Objects.requireNonNull(client.tokensFrom());
    }

    @OpenToAnyone
    @GetMapping("/oauth2/endings")
    Endings endings() {
        return new Endings(
                before.entrySet().stream()
                        .map(one -> new Ending(one.getKey(), one.getValue()))
                        .toList());
    }
}
