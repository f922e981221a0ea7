package dev.wangge.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.gateway.client.Client;
import dev.wangge.gateway.client.ClientSecret;
import dev.wangge.gateway.rights.Rights;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who tries secrets, and how many of them are looked at. */
class TokenDoorTest {
    private static final String RIGHT = "right-secret";
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.1";

    private final MovableClock clock = MovableClock.stopped();
    private final AtomicInteger lookedAt = new AtomicInteger();
    private final ClientSecrets secrets = new ClientSecrets(_ -> false);
    private final List<String> noted = new ArrayList<>();
    private final TokenDoor door = door();

    private static Optional<Client> client(String id) {
        return Optional.of(id)
                .filter(List.of("county", "township", "province")::contains)
                .map(_ ->
                        new Client(
                                id,
                                1,
                                id,
                                Client.Source.CONFIGURED,
                                new Rights(Set.of(Role.ADMIN), List.of("54")),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                false,
                                List.of(new ClientSecret("{noop}" + RIGHT, null, null, null)),
                                null,
                                null,
                                null));
    }

    private TokenDoor door() {
        var binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        return new TokenDoor(
                new RegisteredClients(TokenDoorTest::client, List.of(), clock),
                secrets,
                binder.bindOrCreate("x", TokenDoorSettings.class),
                binder.bindOrCreate("x", DoorSettings.class),
                new Problems(),
                new SimpleMeterRegistry(),
                (event, _, _, about, _) -> noted.add(event + " " + about),
                clock);
    }

    @Test
    void afterFiveWrongSecretsEachFurtherOneWaitsTwiceAsLong() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(tries("county", "wrong" + i, HERE).getStatus()).isEqualTo(401);
        }
        for (int wait : new int[] {1, 2, 4, 8}) {
            var refused = tries("county", "wrong", HERE);
            assertThat(refused.getStatus()).isEqualTo(429);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("" + wait);
            clock.forward(Duration.ofSeconds(wait));
            assertThat(tries("county", "wrong", HERE).getStatus()).isEqualTo(401);
        }
        assertThat(noted).hasSize(9).containsOnly("CLIENT_REFUSED county");
        assertThat(lookedAt).as("what comes while it waits is not looked at").hasValue(9);
        clock.forward(Duration.ofHours(1));
        assertThat(tries("county", RIGHT, HERE).getStatus()).isEqualTo(200);
        assertThat(tries("county", "wrong", HERE).getStatus()).as("begins anew").isEqualTo(401);
    }

    @Test
    void aHeaderOfAnotherSchemeHidesNobody() throws Exception {
        for (int i = 0; i < 5; i++) {
            var request = request("county", "wrong" + i, HERE);
            request.addHeader("Authorization", "Bearer x");
            assertThat(answer(request, "wrong" + i).getStatus()).isEqualTo(401);
        }
        assertThat(tries("county", "wrong", HERE).getStatus()).isEqualTo(429);
    }

    @Test
    void theRightSecretDoesNotShortenTheWaitOrGuessingWouldCostNothing() throws Exception {
        assertThat(tries("county", RIGHT, HERE).getStatus()).isEqualTo(200);
        wrong(5, "county", HERE);

        assertThat(tries("county", RIGHT, HERE).getStatus()).isEqualTo(429);
    }

    @Test
    void aStrangerLocksNobodyOutElsewhere() throws Exception {
        wrong(5, "county", HERE);

        assertThat(tries("county", RIGHT, THERE).getStatus()).isEqualTo(200);
        assertThat(tries("township", RIGHT, HERE).getStatus()).isEqualTo(200);
    }

    @Test
    void wrongSecretsFromManyPlacesHoldBackNewOnesButNotWhoIsKnown() throws Exception {
        assertThat(tries("county", RIGHT, THERE).getStatus()).isEqualTo(200);
        // Some are forgotten while the machine takes its time.
        assertThat(IntStream.range(0, 200).map(i -> statusOf("county", "wrong", "203.0.113." + i)))
                .contains(401, 429);
        assertThat(tries("county", RIGHT, THERE).getStatus()).isEqualTo(200);
    }

    @Test
    void clientsThatThereAreNotAreOneAndTheSame() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(tries("nobody" + i, "x", HERE).getStatus()).isEqualTo(401);
        }
        assertThat(tries("nobody6", "x", HERE).getStatus()).isEqualTo(429);
    }

    @Test
    void anAddressThatTriesEverybodyHasToWait() throws Exception {
        for (var client : List.of("county", "township", "province")) {
            wrong(5, client, HERE);
        }
        wrong(5, "nobody", HERE);
        var later =
                IntStream.range(0, 60)
                        .map(i -> {
                            clock.forward(Duration.ofMinutes(10));
                            return statusOf("township", "wrong", HERE);
                        });
        assertThat(later).contains(401, 429);
        assertThat(tries("township", RIGHT, THERE).getStatus()).isEqualTo(200);
    }

    @Test
    void ofManyAtOnceNoMoreAreLookedAtThanOfAsManyInARow() {
        var answers =
                IntStream.range(0, 64)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () -> statusOf("county", "wrong" + i, HERE),
                                        Thread::startVirtualThread))
                        .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).contains(401, 429);
        assertThat(lookedAt).hasValue(5);
    }

    @Test
    void theFirstRightOnesAtOnceAllPass() {
        var answers =
                IntStream.range(0, 64)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () -> statusOf("county", RIGHT, HERE),
                                        Thread::startVirtualThread))
                        .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
    }

    @Test
    void whoNamesAnotherClientInTheAddressIsRefused() throws Exception {
        var request = request("county", "wrong", HERE);
        request.setQueryString("client_id=nobody");
        var response = new MockHttpServletResponse();
        door.doFilter(request, response, (asked, answered) -> lookedAt.incrementAndGet());

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(lookedAt).hasValue(0);
    }

    @Test
    void httpBasicNamesTheSameClientAsAForm() throws Exception {
        for (int i = 0; i < 5; i++) {
            var request = request("township", "x", HERE);
            var pair = "coun%74y:wrong" + i;
            request.addHeader(
                    "Authorization",
                    "basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            assertThat(answer(request, "wrong").getStatus()).isEqualTo(401);
        }
        assertThat(tries("county", "wrong", HERE).getStatus()).isEqualTo(429);
        assertThat(tries("township", "wrong", HERE).getStatus()).isEqualTo(401);
    }

    private void wrong(int times, String client, String from) throws Exception {
        for (int i = 0; i < times; i++) {
            var _ = tries(client, "wrong" + i, from);
        }
    }

    private int statusOf(String client, String secret, String from) {
        try {
            return tries(client, secret, from).getStatus();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private MockHttpServletResponse tries(String client, String secret, String from)
            throws Exception {
        return answer(request(client, secret, from), secret);
    }

    /** As the authorization server answers behind the door. */
    private MockHttpServletResponse answer(MockHttpServletRequest request, String secret)
            throws Exception {
        var response = new MockHttpServletResponse();
        door.doFilter(
                request,
                response,
                (asked, answered) -> {
                    lookedAt.incrementAndGet();
                    response.setStatus(secrets.matches(secret, "{noop}" + RIGHT) ? 200 : 401);
                });
        return response;
    }

    private static MockHttpServletRequest request(String client, String secret, String from) {
        var request = new MockHttpServletRequest("POST", "/oauth2/token");
        request.setServletPath("/oauth2/token");
        request.setRemoteAddr(from);
        request.setParameter("client_id", client);
        request.setParameter("client_secret", secret);
        return request;
    }
}
