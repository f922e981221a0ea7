package dev.wangge.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.security.TokenSettings;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;

/** What a browser began it ends within ten minutes, once, and with whom it began. */
class AttemptsTest {
    private final MovableClock clock = MovableClock.stopped();
    private final Attempts attempts =
            new Attempts(
                    new SignInSettings(
                            Duration.ofMinutes(30),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(10),
                            30),
                    new TokenSettings("https://county.example", "x", "x", List.of()),
                    clock);
    private final MockHttpSession session = new MockHttpSession();

    private MockHttpServletRequest request() {
        var request = new MockHttpServletRequest();
        request.setSession(session);
        return request;
    }

    @Test
    void itIsTakenOnceWithAllThatWasBegun() {
        var begun = attempts.begin(request(), "sso", Optional.of("/l/abc"));
        assertThat(begun.back()).hasToString("https://county.example/sign-in/with/sso/back");

        var taken = attempts.take(request(), "sso", begun.state()).orElseThrow();
        assertThat(taken.attempt()).isEqualTo(begun);
        assertThat(taken.to()).isEqualTo("/l/abc");
        assertThat(attempts.take(request(), "sso", begun.state())).isEmpty();
    }

    @Test
    void itEndsAfterTenMinutes() {
        var begun = attempts.begin(request(), "sso", Optional.empty());
        clock.forward(Duration.ofMinutes(10).minusMillis(1));
        assertThat(attempts.take(request(), "sso", begun.state())).isPresent();

        var late = attempts.begin(request(), "sso", Optional.empty());
        clock.forward(Duration.ofMinutes(10));
        assertThat(attempts.take(request(), "sso", late.state())).isEmpty();
    }

    @Test
    void anotherStateOrProviderOrBrowserIsNotIt() {
        var begun = attempts.begin(request(), "sso", Optional.empty());
        assertThat(attempts.take(new MockHttpServletRequest(), "sso", begun.state())).isEmpty();
        assertThat(attempts.take(request(), "sso", "")).isEmpty();
        var second = attempts.begin(request(), "sso", Optional.empty());
        assertThat(attempts.take(request(), "wecom", second.state())).isEmpty();
        var third = attempts.begin(request(), "sso", Optional.empty());
        var fourth = attempts.begin(request(), "sso", Optional.empty());
        assertThat(List.of(third.state(), third.nonce(), third.verifier()))
                .doesNotContain(fourth.state(), fourth.nonce(), fourth.verifier());
        assertThat(attempts.take(request(), "sso", third.state())).isEmpty();
    }
}
