package dev.wangge.platform.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers for a minute, and never past its end, which tokens were found good. A caller sends the
 * same one with every request, and each service on the way would check its signature anew: that
 * cost more than a fifth of what a gateway does.
 */
final class CachingJwtDecoder implements JwtDecoder {
    private static final Duration FOR = Duration.ofMinutes(1);

    /** More are in use at once only where something is wrong; then they are checked each time. */
    private static final int MOST = 1_000;

    private final JwtDecoder checks;
    private final InstantSource clock;
    private final Map<String, Remembered> good = new ConcurrentHashMap<>();

    private record Remembered(Jwt jwt, Instant until) {}

    CachingJwtDecoder(JwtDecoder checks, InstantSource clock) {
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var now = clock.instant();
        var known = good.get(token);
        if (known != null && now.isBefore(known.until)) {
            return known.jwt;
        }
        var jwt = checks.decode(token);
        makeRoom(now);
        if (good.size() < MOST) {
            good.put(token, new Remembered(jwt, earlier(now.plus(FOR), jwt.getExpiresAt())));
        }
        return jwt;
    }

    private void makeRoom(Instant now) {
        if (good.size() >= MOST) {
            good.values().removeIf(remembered -> !now.isBefore(remembered.until));
        }
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
