package dev.wangge.simulator.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.tuning.Tuning;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    private final SimulatorSettings settings =
            new Binder(new MapConfigurationPropertySource(Map.of()))
                    .bindOrCreate("s", Bindable.of(SimulatorSettings.class));
    private final AccessTokens tokens = new AccessTokens(settings, new Tuning(settings));

    @Test
    void aTokenIsGoodForTwoHours() {
        AccessTokens.Token token = issue(NOON);

        assertThat(token.secondsLeft()).isEqualTo(7_200);
        tokens.check(token.value(), NOON.plusSeconds(7_199));
        assertThatThrownBy(() -> tokens.check(token.value(), NOON.plusSeconds(7_200)))
                .isInstanceOfSatisfying(
                        WecomRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(42001));
    }

    @Test
    void theSameTokenIsHandedOutWhileItLasts() {
        AccessTokens.Token first = issue(NOON);
        AccessTokens.Token later = issue(NOON.plusSeconds(7_000));

        assertThat(later.value()).isEqualTo(first.value());
        assertThat(later.secondsLeft()).isEqualTo(200);
        assertThat(issue(NOON.plusSeconds(7_200)).value()).isNotEqualTo(first.value());
    }

    private AccessTokens.Token issue(Instant now) {
        return tokens.issue("wangge-corp", "wangge-corp-secret", now);
    }
}
