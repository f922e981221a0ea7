package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.door.DoorSettings.Anonymous;
import dev.wangge.platform.door.DoorSettings.Client;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What stands before the doors: where a request comes from, what is left of a stranger's. */
class DoorstepTest {
    @Test
    void behindAProxyARequestComesFromWhereTheProxySays() throws Exception {
        var from = new FromWhere(new TrustedProxies(List.of("127.0.0.0/8")));
        var request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr("127.0.0.1");
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-For", "198.51.100.7");
        var seen = new ArrayList<String>();

        from.doFilter(
                request,
                new MockHttpServletResponse(),
                (passed, _) -> {
                    seen.add(passed.getRemoteAddr());
                    seen.add(passed.getRemoteHost());
                });

        assertThat(seen).containsExactly("198.51.100.7", "198.51.100.7");
    }

    @Test
    void aStrangersRequestKeepsItsAddressAndNothingOfItsBody() throws Exception {
        var request = new MockHttpServletRequest("POST", "/l/none");
        request.setContent("action=handle".getBytes(StandardCharsets.UTF_8));
        request.setContentType("application/x-www-form-urlencoded");
        request.addHeader("Content-Length", "13");
        request.addHeader("Content-Encoding", "gzip");
        request.addHeader("Expect", "100-continue");
        request.addHeader("Accept-Language", "bo");
        request.addParameter("action", "handle");

        HttpServletRequest seen = new WithoutBody(request);

        assertThat(seen.getRequestURI()).isEqualTo("/l/none");
        assertThat(seen.getHeader("Accept-Language")).isEqualTo("bo");
        assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Accept-Language");
        for (var name : List.of("content-type", "CONTENT-LENGTH", "Content-Encoding", "Expect")) {
            assertThat(seen.getHeader(name)).as(name).isNull();
            assertThat(Collections.list(seen.getHeaders(name))).as(name).isEmpty();
        }
        assertThat(seen.getContentType()).isNull();
        assertThat(seen.getContentLength()).isZero();
        assertThat(seen.getContentLengthLong()).isZero();
        assertThat(seen.getParameter("action")).isNull();
        assertThat(seen.getParameterValues("action")).isNull();
        assertThat(Collections.list(seen.getParameterNames())).isEmpty();
        assertThat(seen.getParts()).isEmpty();
        assertThat(seen.getPart("photo")).isNull();
        assertThat(seen.getReader().read()).isNegative();
        var in = seen.getInputStream();
        assertThat(in.isFinished()).isTrue();
        assertThat(in.isReady()).isTrue();
        assertThat(in.readAllBytes()).isEmpty();
    }

    /** A form of a link that is none shows the page that says so; what else was meant stays. */
    @ParameterizedTest
    @CsvSource({"POST, GET", "GET, GET", "HEAD, HEAD", "DELETE, DELETE"})
    void aFormBecomesAQuestion(String method, String seen) {
        assertThat(new WithoutBody(new MockHttpServletRequest(method, "/l/x")).getMethod())
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT59.5S, 60", "PT10M, 600"})
    void whenToComeBackIsSaidInWholeSecondsAndNeverTooSoon(Duration wait, String seconds)
            throws Exception {
        var response = new MockHttpServletResponse();
        new Problems()
                .write(
                        TooMany.comeBack("Too many", wait),
                        new MockHttpServletRequest("GET", "/"),
                        response);

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(Objects.requireNonNull(response.getHeader("Retry-After"))).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.POSITIVE_INFINITY})
    void bodiesFillAShareOfTheMemory(double share) {
        assertThatThrownBy(() -> settings(share, 1, 1))
                .hasMessage("wangge.door.body-memory is a share above 0 up to 1");
    }

    @Test
    void atLeastOneConnectionAndOneAddressIsRemembered() {
        assertThat(settings(1, 1, 1).bodyMemory()).isEqualTo(1);
        assertThatThrownBy(() -> settings(0.2, 0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> settings(0.2, 1, 0)).hasMessageContaining("at least 1");
    }

    private static DoorSettings settings(double share, int connections, int remembered) {
        return new DoorSettings(
                List.of(),
                new Anonymous(1, 1, 1, 1, 1),
                new Client(1, 1),
                Map.of(),
                share,
                Duration.ofSeconds(20),
                Duration.ofMinutes(10),
                connections,
                remembered);
    }

    /** A limit is told in the unit it was set in. */
    @ParameterizedTest
    @CsvSource({
        "1048576, 1 MiB",
        "4456448, 4352 KiB",
        "16384, 16 KiB",
        "1000, 1000 bytes",
        "0, 0 KiB"
    })
    void aLimitIsSaidAsAPersonWould(long bytes, String said) {
        var allowance = new Allowance(bytes, Duration.ofSeconds(90), Duration.ZERO, false);
        assertThat(allowance.exceeded()).hasMessage("A body may have at most " + said + " here");
        assertThat(allowance.overdue()).hasMessage("The body did not arrive within 90 s");
    }
}
