package dev.wangge.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class ClientSecretsTest {
    private final ClientSecrets secrets = new ClientSecrets("known"::equals);
    private final String configured = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("right");

    @Test
    void whatWasRightOnceLetsNothingWrongPass() {
        assertThat(secrets.matches("wrong", configured)).isFalse();
        assertThat(secrets.matches("right", configured)).isTrue();
        assertThat(secrets.matches("right", configured)).isTrue();
        assertThat(secrets.matches("wrong", configured)).isFalse();
        assertThat(secrets.matches("right", "{noop}other")).isFalse();
    }

    @Test
    void whatEverybodyKnowsIsWrongHoweverItIsHashed() {
        var hashed = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("known");
        assertThat(secrets.matches("known", hashed)).isFalse();
        assertThat(secrets.matches("known", hashed)).isFalse();
        assertThat(new ClientSecrets(_ -> false).matches("known", hashed)).isTrue();
    }

    @Test
    void theSecondTimeCostsNoHash() {
        // 2^14 rounds: about a second each, so that a hundred would be noticed.
        var slow = "{bcrypt}" + new BCryptPasswordEncoder(14).encode("right");
        assertThat(secrets.matches("right", slow)).isTrue();
        // What this thread does, not what a busy machine takes for it.
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 100; i++) {
            assertThat(secrets.matches("right", slow)).isTrue();
        }
        assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(1_000_000_000L);
    }
}
