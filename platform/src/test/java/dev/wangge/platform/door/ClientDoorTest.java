package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.door.DoorSettings.Anonymous;
import dev.wangge.platform.door.DoorSettings.Client;
import dev.wangge.platform.problem.Problems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** One client that asks too much slows itself down, and no other. */
class ClientDoorTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private ClientDoor door(int atOnce, int perSecond) {
        var settings =
                new DoorSettings(
                        List.of(),
                        new Anonymous(1, 1, 1, 1, 1),
                        new Client(atOnce, perSecond),
                        Map.of(),
                        0.2,
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        1,
                        100);
        return new ClientDoor(settings, new Problems(), meters);
    }

    @AfterEach
    void nobodyIsThere() {
        SecurityContextHolder.clearContext();
    }

    private static void comes(String client) {
        var token = Jwt.withTokenValue("t").header("alg", "RS256").subject(client).build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
    }

    private static MockHttpServletResponse asked(ClientDoor door, FilterChain chain)
            throws Exception {
        var response = new MockHttpServletResponse();
        door.doFilter(new MockHttpServletRequest("GET", "/api/v1/cases"), response, chain);
        return response;
    }

    private static int asked(ClientDoor door) throws Exception {
        return asked(door, (_, to) -> ((HttpServletResponse) to).setStatus(204)).getStatus();
    }

    @Test
    void aClientHasTwiceItsSecondAtOnceAndThenHasToWait() throws Exception {
        var door = door(100, 1);
        comes("county-demo");
        assertThat(asked(door)).isEqualTo(204);
        assertThat(asked(door)).isEqualTo(204);

        var refused = asked(door, (_, _) -> {});

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentAsString()).contains("rate-limited");
        assertThat(meters.counter("wangge.door.refused", "limit", "client-rate").count()).isOne();
        comes("another");
        assertThat(asked(door)).isEqualTo(204);
    }

    @Test
    void aTokenMaySayAShareOfItsOwn() throws Exception {
        var door = door(100, 1_000);
        var token =
                Jwt.withTokenValue("t")
                        .header("alg", "RS256")
                        .subject("county-demo")
                        .claim("per_second", 1)
                        .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        assertThat(asked(door)).isEqualTo(204);
        assertThat(asked(door)).isEqualTo(204);
        assertThat(asked(door)).isEqualTo(429);
        comes("another");
        for (int i = 0; i < 10; i++) {
            assertThat(asked(door)).isEqualTo(204);
        }
    }

    @Test
    void aClientHasOnlySoManyInHand() throws Exception {
        var door = door(1, 1_000);
        comes("county-demo");
        var inner = new ArrayList<Integer>();
        var outer =
                asked(
                        door,
                        (_, _) -> {
                            try {
                                inner.add(asked(door));
                                comes("another");
                                inner.add(asked(door));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });

        assertThat(outer.getStatus()).isEqualTo(200);
        assertThat(inner).containsExactly(429, 204);
        comes("county-demo");
        assertThat(asked(door)).as("it was given back").isEqualTo(204);
        assertThat(meters.counter("wangge.door.refused", "limit", "client-at-once").count())
                .isOne();
    }

    @Test
    void whatFailsIsGivenBackToo() throws Exception {
        var door = door(1, 1_000);
        comes("county-demo");
        for (int i = 0; i < 3; i++) {
            try {
                var _ =
                        asked(
                                door,
                                (_, _) -> {
                                    throw new IllegalStateException("ours");
                                });
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("ours");
            }
        }
        assertThat(asked(door)).isEqualTo(204);
    }

    @Test
    void withoutATokenNobodyIsCounted() throws Exception {
        var door = door(1, 1);
        for (int i = 0; i < 20; i++) {
            assertThat(asked(door)).isEqualTo(204);
        }
    }

    @Test
    void zeroIsNoRate() throws Exception {
        var door = door(1, 0);
        comes("county-demo");
        for (int i = 0; i < 20; i++) {
            assertThat(asked(door)).isEqualTo(204);
        }
    }
}
