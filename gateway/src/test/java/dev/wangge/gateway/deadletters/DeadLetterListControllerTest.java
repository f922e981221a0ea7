package dev.wangge.gateway.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.platform.deadletter.DeadLetterDesk;
import dev.wangge.platform.deadletter.DeadLetterStatus;
import dev.wangge.platform.deadletter.DeadLetterView;
import dev.wangge.platform.deadletter.DeadLetterView.EventView;
import dev.wangge.platform.deadletter.Failure.Reason;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;

/** The services' dead letters as one list. */
class DeadLetterListControllerTest {
    private final List<HttpServer> servers = new ArrayList<>();
    private List<DeadLetterView> ours = List.of();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final MockHttpServletRequest request =
            new MockHttpServletRequest("GET", "/api/v1/dead-letters");

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void theNewestOfAllComeFirstWhicheverServiceHasThem() {
        var list =
                list(
                        Map.of(
                                "case-service",
                                answering(200, page(true, "case-2 09", "case-1 03")),
                                "grid-service",
                                answering(200, page(false, "grid-1 07")),
                                "notify-service",
                                answering(200, page(false))));
        request.setQueryString("limit=2");

        var page = page(list, 2);

        assertThat(ids(page)).containsExactly("case-2", "grid-1");
        assertThat(page.next()).isEqualTo(TimeOrder.cursor(at("07"), "grid-1"));
        assertThat(asked).hasSize(3).containsOnly("limit=2 Bearer t");
    }

    @Test
    void theGatewaysOwnAreAmongThem() {
        ours = List.of(letter("gateway-1", "05"));
        var list =
                list(Map.of("case-service", answering(200, page(false, "case-2 09", "case-1 03"))));

        assertThat(ids(page(list, 50))).containsExactly("case-2", "gateway-1", "case-1");
        assertThat(ids((Page<?>) body(list, Optional.of("gateway"), 50)))
                .containsExactly("gateway-1");
    }

    @Test
    void theLastPageSaysThatItIs() {
        var list =
                list(
                        Map.of(
                                "case-service",
                                answering(200, page(false, "case-1 03")),
                                "grid-service",
                                answering(200, page(false))));

        assertThat(page(list, 50).next()).isNull();
    }

    @Test
    void ofTheSameMomentTheOrderIsThatOfTheServices() {
        var list =
                list(
                        Map.of(
                                "case-service",
                                answering(200, page(false, "case-1 03")),
                                "notify-service",
                                answering(200, page(false, "notify-1 03"))));

        assertThat(ids(page(list, 50))).containsExactly("notify-1", "case-1");
    }

    @Test
    void withoutOneServiceThereIsNoListOfAllButOneOfAnother() {
        var list =
                list(
                        Map.of(
                                "case-service",
                                answering(200, page(false, "case-1 03")),
                                "grid-service",
                                "http://127.0.0.1:1"));

        assertThatThrownBy(() -> page(list, 50))
                .isInstanceOfSatisfying(
                        Problem.class,
                        away -> assertThat(away.slug()).isEqualTo("service-unavailable"))
                .hasMessageContaining("grid-service");
        assertThat(ids((Page<?>) body(list, Optional.of("case-service"), 50)))
                .containsExactly("case-1");
    }

    @Test
    void aRefusalComesThroughAsTheServiceSaidIt() {
        var list = list(Map.of("case-service", answering(403, "{\"type\":\"not-permitted\"}")));

        var answer = list.list(none(), none(), none(), 50, none(), request);

        assertThat(answer.getStatusCode().value()).isEqualTo(403);
        assertThat(answer.getHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(
                        new String(
                                (byte[]) Objects.requireNonNull(answer.getBody()),
                                StandardCharsets.UTF_8))
                .contains("not-permitted");
    }

    @Test
    void aServiceThatThereIsNotIsPointedAt() {
        var list = list(Map.of("case-service", "http://127.0.0.1:1"));

        assertThatThrownBy(() -> body(list, Optional.of("bank"), 50))
                .isInstanceOfSatisfying(
                        Problem.class,
                        wrong -> assertThat(wrong.slug()).isEqualTo("invalid-request"));
    }

    private static DeadLetterView letter(String id, String second) {
        return new DeadLetterView(
                id,
                "gateway",
                "gateway",
                "wangge.grids.v1",
                0,
                7L,
                null,
                new EventView(null, null, null, null, null),
                1,
                null,
                "2026-11-29T02:00:" + second + ".000Z",
                Reason.UNREADABLE,
                "Exception",
                null,
                DeadLetterStatus.OPEN,
                List.of(),
                List.of());
    }

    private DeadLetterListController list(Map<String, String> services) {
        request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer t");
        return new DeadLetterListController(
                new GatewaySettings(List.of(), List.of(), services),
                new OwnLetters(),
                Clock.systemUTC());
    }

    private Page<?> page(DeadLetterListController list, int limit) {
        return (Page<?>) body(list, none(), limit);
    }

    private Object body(DeadLetterListController list, Optional<String> service, int limit) {
        return Objects.requireNonNull(
                list.list(service, none(), none(), limit, none(), request).getBody());
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static List<String> ids(Page<?> page) {
        return page.items().stream().map(it -> ((JsonNode) it).path("id").asString()).toList();
    }

    private static Instant at(String second) {
        return Instant.parse("2026-11-29T02:00:" + second + ".000Z");
    }

    /** Each is an id and the second it was set aside in. */
    private static String page(boolean more, String... letters) {
        var items =
                Arrays.stream(letters)
                        .map(it -> it.split(" ", -1))
                        .map(it ->
                                "{\"id\":\"%s\",\"setAsideAt\":\"2026-11-29T02:00:%s.000Z\"}"
                                        .formatted(it[0], it[1]))
                        .collect(Collectors.joining(","));
        return "{\"items\":[%s],\"next\":%s}".formatted(items, more ? "\"x\"" : "null");
    }

    private String answering(int status, String body) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, status, body));
            server.start();
            servers.add(server);
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            asked.add(
                    exchange.getRequestURI().getQuery()
                            + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            status == 200 ? "application/json" : "application/problem+json");
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The gateway's own. */
    private final class OwnLetters implements DeadLetterDesk {
        @Override
        public String service() {
            return "gateway";
        }

        @Override
        public Page<DeadLetterView> list(
                Optional<String> service,
                Optional<DeadLetterStatus> status,
                Optional<String> topic,
                int limit,
                Optional<String> cursor) {
            return new Page<>(ours, null, "2026-11-29T02:00:00.000Z");
        }

        @Override
        public DeadLetterView get(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DeadLetterView replay(String id, String by) {
            throw new UnsupportedOperationException();
        }
    }
}
