package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.account.Accounts;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.security.TokenEndings;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whose tokens ended of late, as the accounts say it: looked up each few seconds, and published for
 * the services. Only so long as a token lives there is anything to say.
 */
@Hidden // For our services.
@RestController
class AccountEndings implements TokenEndings {
    private static final int EACH_MILLIS = 5_000;

    /** Clocks may be so far apart. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final Accounts accounts;
    private final InstantSource clock;
    private volatile Map<String, Long> before = Map.of();

    /** Tokens of a subject from before then, in milliseconds, have ended. */
    record Ending(String sub, long before) {}

    record Endings(List<Ending> items) {}

    AccountEndings(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public boolean isEnded(String subject, long madeAt) {
        return madeAt < before.getOrDefault(subject, 0L);
    }

    @Scheduled(initialDelay = 0, fixedDelay = EACH_MILLIS)
    void look() {
        var since = clock.instant().minus(Clients.PERSONS_TOKEN).minus(SKEW);
        before =
                accounts.endedSince(since).stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Account::id, it -> it.tokensFrom().toEpochMilli()));
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
