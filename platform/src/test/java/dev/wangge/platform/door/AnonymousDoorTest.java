package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.door.DoorSettings.Anonymous;
import dev.wangge.platform.door.DoorSettings.Client;
import dev.wangge.platform.door.Gate.Granted;
import dev.wangge.platform.door.Gate.NotMine;
import dev.wangge.platform.door.Gate.Refused;
import dev.wangge.platform.door.Gate.Stranger;
import dev.wangge.platform.door.Gate.Unsettled;
import dev.wangge.platform.door.Gate.Verdict;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * Who guesses addresses has to wait, who holds one of ours never has to, however many phones and
 * guessers are behind the same address.
 */
class AnonymousDoorTest {
    private static final int GUESSES = 3;
    private static final int LOOKUPS = 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final AtomicInteger lookedUp = new AtomicInteger();
    private final AnonymousDoor door = door(GUESSES);
    private int answers = 404;
    private final List<String> seen = new ArrayList<>();

    private AnonymousDoor door(int refusals) {
        var settings =
                new DoorSettings(
                        List.of(),
                        // Forgotten so slowly that no test waits for it.
                        new Anonymous(1, 2, refusals, 1, LOOKUPS),
                        new Client(1, 1),
                        Map.of(),
                        0.2,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        1,
                        100);
        Gate gate = (path, request) -> verdicts.getOrDefault(path, new NotMine());
        return new AnonymousDoor(List.of(gate), settings, new Problems(), meters);
    }

    private static MockHttpServletRequest request(String path, String from) {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        request.setRemoteAddr(from);
        return request;
    }

    private int asked(String path, String from) throws Exception {
        return asked(request(path, from), this::serve).getStatus();
    }

    private MockHttpServletResponse asked(MockHttpServletRequest request, FilterChain chain)
            throws Exception {
        var response = new MockHttpServletResponse();
        door.doFilter(request, response, chain);
        return response;
    }

    private void serve(jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse to) {
        seen.add(((HttpServletRequest) request).getRequestURI());
        ((HttpServletResponse) to).setStatus(answers);
    }

    private void guessUntilRefused(String from) throws Exception {
        for (int i = 0; i < GUESSES; i++) {
            assertThat(asked("/l/guess-" + i, from)).isEqualTo(404);
        }
        assertThat(asked("/l/guess", from)).isEqualTo(429);
    }

    @Test
    void whoGuessesMaySoOftenAndThenHasToWait() throws Exception {
        guessUntilRefused("192.0.2.1");

        var response = asked(request("/l/guess", "192.0.2.1"), this::serve);
        assertThat(Integer.parseInt(Objects.requireNonNull(response.getHeader("Retry-After"))))
                .isPositive();
        assertThat(response.getContentAsString()).contains("rate-limited");
        assertThat(seen).hasSize(GUESSES);
        assertThat(meters.counter("wangge.door.refused", "limit", "refusals").count()).isEqualTo(2);
        assertThat(asked("/l/guess", "192.0.2.2")).as("another address").isEqualTo(404);
    }

    @Test
    void whoWasLetInIsNotCountedAsGuessing() throws Exception {
        answers = 200;
        for (int i = 0; i < 5 * GUESSES; i++) {
            assertThat(asked("/callbacks/aliyun-sms/x", "192.0.2.1")).isEqualTo(200);
        }
        answers = 500; // Ours is no guess of theirs.
        for (int i = 0; i < 5 * GUESSES; i++) {
            assertThat(asked("/callbacks/aliyun-sms/x", "192.0.2.1")).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void whateverRefusesAnAddressCounts(int status) throws Exception {
        answers = status;
        for (int i = 0; i < GUESSES; i++) {
            assertThat(asked("/callbacks/x", "192.0.2.1")).isEqualTo(status);
        }
        assertThat(asked("/callbacks/x", "192.0.2.1")).isEqualTo(429);
    }

    /** It leads on, politely, to the page that says there is none. */
    @Test
    void aShortLinkThatLeadsNowhereIsAGuess() throws Exception {
        FilterChain nowhere =
                (_, to) -> {
                    ((HttpServletResponse) to).setStatus(302);
                    ((HttpServletResponse) to).setHeader("Location", "/l/unknown");
                };
        for (int i = 0; i < GUESSES; i++) {
            assertThat(asked(request("/a/guess", "192.0.2.1"), nowhere).getStatus()).isEqualTo(302);
        }
        assertThat(asked(request("/a/guess", "192.0.2.1"), nowhere).getStatus()).isEqualTo(429);
    }

    @Test
    void aLinkOfOursOpensWhereSomebodyGuesses() throws Exception {
        guessUntilRefused("192.0.2.1");
        verdicts.put("/l/ours", new Granted("a link"));
        answers = 200;

        assertThat(asked("/l/ours", "192.0.2.1")).isEqualTo(200);
        // What it leads to may be gone: that is no guess.
        answers = 404;
        assertThat(asked("/l/ours", "192.0.2.1")).isEqualTo(404);
    }

    @Test
    void whereSomebodyGuessesOnlySoManyAreLookedUp() throws Exception {
        verdicts.put("/a/ours", unsettled(new Granted("a short link")));
        verdicts.put("/a/none", unsettled(new Stranger()));
        guessUntilRefused("192.0.2.1");
        answers = 200;

        for (int i = 0; i < LOOKUPS; i++) {
            assertThat(asked("/a/ours", "192.0.2.1")).isEqualTo(200);
        }
        assertThat(asked("/a/ours", "192.0.2.1")).as("too many look-ups").isEqualTo(429);
        assertThat(lookedUp).hasValue(LOOKUPS);
        assertThat(asked("/a/none", "192.0.2.2")).as("where nobody guesses").isEqualTo(200);
        assertThat(lookedUp).hasValue(LOOKUPS + 1);
    }

    private Unsettled unsettled(Verdict settled) {
        return new Unsettled(() -> {
            lookedUp.incrementAndGet();
            return settled;
        });
    }

    @Test
    void aGateMayRefuseByItselfAndThatIsAGuess() throws Exception {
        verdicts.put(
                "/callbacks/sms/wrong", new Refused(new Problem(ProblemType.NOT_FOUND, "Nothing")));
        for (int i = 0; i < GUESSES; i++) {
            assertThat(asked("/callbacks/sms/wrong", "192.0.2.1")).isEqualTo(404);
        }
        assertThat(asked("/callbacks/sms/wrong", "192.0.2.1")).isEqualTo(429);
        assertThat(seen).isEmpty();
    }

    @Test
    void oneAddressHasOnlySoManyRequestsInHandAndEachLinkItsOwn() throws Exception {
        verdicts.put("/l/ours", new Granted("a link"));
        answers = 200;
        var inner = new ArrayList<Integer>();
        FilterChain asksAgain =
                (_, to) -> {
                    try {
                        inner.add(asked("/l/stranger", "192.0.2.1"));
                        inner.add(asked("/l/stranger", "192.0.2.2"));
                        inner.add(asked("/l/ours", "192.0.2.1"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                };
        var _ = asked(request("/l/other", "192.0.2.1"), asksAgain);

        assertThat(inner).containsExactly(429, 200, 200);
        assertThat(asked("/l/stranger", "192.0.2.1")).as("it was given back").isEqualTo(200);
        assertThat(meters.counter("wangge.door.refused", "limit", "anonymous-at-once").count())
                .isOne();
    }

    @Test
    void whatFailsIsGivenBackToo() throws Exception {
        FilterChain fails =
                (_, _) -> {
                    throw new IllegalStateException("ours");
                };
        for (int i = 0; i < 3; i++) {
            try {
                var _ = asked(request("/l/stranger", "192.0.2.1"), fails);
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("ours");
            }
        }
        answers = 200;
        assertThat(asked("/l/stranger", "192.0.2.1")).isEqualTo(200);
    }

    /** A county's phones share a few addresses of IPv4; a stranger has 2^64 of IPv6. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8::ffff, 429",
        "2001:db8:0:1::1, 2001:db8:0:2::1, 404",
        "192.0.2.1, 192.0.2.2, 404"
    })
    void oneIsCountedToItsNetwork(String one, String other, int status) throws Exception {
        guessUntilRefused(one);
        assertThat(asked("/l/guess", other)).isEqualTo(status);
    }

    @Test
    void aStrangersBodyIsNotRead() throws Exception {
        verdicts.put("/l/none", new Stranger());
        var form = request("/l/none", "192.0.2.1");
        form.setMethod("POST");
        form.setContent("action=handle".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        form.addParameter("action", "handle");

        var _ =
                asked(
                        form,
                        (passed, _) -> {
                            assertThat(passed.getInputStream().read()).isNegative();
                            assertThat(passed.getParameterMap()).isEmpty();
                            assertThat(((HttpServletRequest) passed).getMethod()).isEqualTo("GET");
                            seen.add("passed");
                        });
        assertThat(seen).containsExactly("passed");
    }

    @Test
    void withATokenAnotherDoorLooks() throws Exception {
        for (var path : List.of("/api/v1/cases", "/lx", "/actuator/health", "/oauth2/token", "/")) {
            for (int i = 0; i < 2 * GUESSES; i++) {
                assertThat(asked(path, "192.0.2.1")).as(path).isEqualTo(404);
            }
        }
    }
}
