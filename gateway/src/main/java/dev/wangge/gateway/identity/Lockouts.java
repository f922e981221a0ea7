package dev.wangge.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * After some wrong tries the next one has to wait, longer each time. What is tried meanwhile is not
 * looked at, and makes the wait no longer. A bounded number is remembered.
 */
final class Lockouts {
    private final Cache<String, Failures> failures;
    private final TokenDoorSettings settings;
    private final InstantSource clock;

    private record Failures(int count, Instant until) {}

    Lockouts(TokenDoorSettings settings, int remembered, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.failures =
                Caffeine.newBuilder()
                        .maximumSize(remembered)
                        .expireAfterAccess(settings.longestDelay().multipliedBy(4))
                        .executor(Runnable::run)
                        .build();
    }

    /** How long until the next try; zero when now. */
    Duration wait(String who) {
        var known = failures.getIfPresent(who);
        var now = clock.instant();
        return known == null || !now.isBefore(known.until)
                ? Duration.ZERO
                : Duration.between(now, known.until);
    }

    void failed(String who) {
        failures.asMap()
                .merge(
                        who,
                        new Failures(1, clock.instant().plus(delay(1))),
                        (known, _) ->
                                new Failures(
                                        known.count + 1,
                                        clock.instant().plus(delay(known.count + 1))));
    }

    void succeeded(String who) {
        failures.invalidate(who);
    }

    /** Nothing for the first tries, then twice as long with each. */
    private Duration delay(int count) {
        int beyond = count - settings.wrongTries();
        if (beyond < 0) {
            return Duration.ZERO;
        }
        var delay = settings.firstDelay().multipliedBy(1L << Math.min(beyond, 20));
        return delay.compareTo(settings.longestDelay()) < 0 ? delay : settings.longestDelay();
    }
}
