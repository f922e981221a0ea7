package dev.wangge.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;

class LastUseTest {
    private final MovableClock clock = MovableClock.stopped();
    private final LastUse lastUse = new LastUse(Duration.ofMinutes(30), clock);
    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void begin() {
        lastUse.begin(session);
    }

    private boolean asks(String header, String value) {
        var request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return lastUse.goesOn(session, request);
    }

    private boolean somebodyAsks() {
        return asks("Accept", "application/json");
    }

    @Test
    void whoUsesItStaysIn() {
        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofMinutes(29));
            assertThat(somebodyAsks()).isTrue();
        }
        clock.forward(Duration.ofMinutes(30));
        assertThat(somebodyAsks()).isFalse();
        assertThat(somebodyAsks()).as("asking is not coming back").isFalse();
    }

    @Test
    void aPageThatWasLeftKeepsNobodyIn() {
        for (int i = 0; i < 29; i++) {
            clock.forward(Duration.ofMinutes(1));
            assertThat(asks(LastUse.UNATTENDED, "true")).isTrue();
            assertThat(asks("Accept", "text/event-stream")).isTrue();
        }
        clock.forward(Duration.ofMinutes(1));
        assertThat(asks(LastUse.UNATTENDED, "true")).isFalse();
        assertThat(asks("Accept", "text/event-stream")).isFalse();
        assertThat(somebodyAsks()).isFalse();
    }

    @Test
    void aSessionThatSaysNothingOfItIsNotInUse() {
        assertThat(lastUse.goesOn(new MockHttpSession(), new MockHttpServletRequest())).isFalse();
    }
}
