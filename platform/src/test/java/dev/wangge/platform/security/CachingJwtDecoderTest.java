package dev.wangge.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class CachingJwtDecoderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger checked = new AtomicInteger();
    private Instant expires = NOON.plus(Duration.ofHours(1));
    private final CachingJwtDecoder tokens = new CachingJwtDecoder(this::check, now::get);

    private Jwt check(String token) {
        checked.incrementAndGet();
        if (token.equals("forged") || !now.get().isBefore(expires)) {
            throw new BadJwtException("not ours");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token)
                .expiresAt(expires)
                .build();
    }

    private void later(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Test
    void checksATokenOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.decode("county-demo").getSubject()).isEqualTo("county-demo");
        }
        assertThat(checked).hasValue(1);
        later(Duration.ofMinutes(1));
        tokens.decode("county-demo");
        assertThat(checked).hasValue(2);
    }

    @Test
    void remembersNoTokenPastItsEnd() {
        expires = NOON.plusSeconds(10);
        tokens.decode("county-demo");
        later(Duration.ofSeconds(10));
        assertThatThrownBy(() -> tokens.decode("county-demo")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void believesAForgedTokenNeverAndAnotherTokenNotForTheFirst() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }
        assertThat(tokens.decode("a").getSubject()).isEqualTo("a");
        assertThat(tokens.decode("b").getSubject()).isEqualTo("b");
        assertThat(checked).hasValue(5);
    }

    @Test
    void aFloodOfTokensIsCheckedAndTakesNoMoreRoom() {
        for (int i = 0; i < 3_000; i++) {
            tokens.decode("client-" + i);
        }
        int before = checked.get();
        tokens.decode("client-0");
        assertThat(checked).hasValue(before);
        tokens.decode("client-2999");
        assertThat(checked).hasValue(before + 1);
        later(Duration.ofMinutes(2));
        tokens.decode("client-2999");
        tokens.decode("client-2999");
        assertThat(checked).hasValue(before + 2);
    }
}
