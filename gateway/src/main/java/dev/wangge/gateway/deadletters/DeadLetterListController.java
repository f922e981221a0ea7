package dev.wangge.gateway.deadletters;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.platform.deadletter.DeadLetterDesk;
import dev.wangge.platform.deadletter.DeadLetterStatus;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import dev.wangge.platform.web.WholeAnswer;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each service keeps its own dead letters, this one too; here they are one list. All services order
 * theirs alike, so a place in the one list is a place in each of theirs. A single one is its
 * service's, which its id names: the routes say so.
 */
@Hidden // The services describe it.
@RestController
class DeadLetterListController {
    private static final String PATH = "/api/v1/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Comparator<JsonNode> NEWEST_FIRST =
            Comparator.comparing((JsonNode letter) -> letter.path("setAsideAt").asString(""))
                    .thenComparing(letter -> letter.path("id").asString(""))
                    .reversed();

    private final Map<String, String> services;
    private final DeadLetterDesk own;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    DeadLetterListController(GatewaySettings settings, DeadLetterDesk own, Clock clock) {
        this.own = own;
        this.services = new TreeMap<>(settings.services());
        this.clock = clock;
    }

    /**
     * The newest of all services'. While one is away there is no list of all: another one would
     * look complete.
     */
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping(PATH)
    ResponseEntity<?> list(
            @RequestParam Optional<String> service,
            @RequestParam Optional<DeadLetterStatus> status,
            @RequestParam Optional<String> topic,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor,
            HttpServletRequest request) {
        Page.checkLimit(limit);
        var asked = new TreeMap<String, CompletableFuture<HttpResponse<byte[]>>>();
        for (var one : service.map(this::known).orElse(List.copyOf(services.keySet()))) {
            asked.put(one, ask(Objects.requireNonNull(services.get(one)), request));
        }
        var ours = own.list(service, status, topic, limit, cursor);
        var all = new ArrayList<JsonNode>();
        ours.items().forEach(letter -> all.add(json.valueToTree(letter)));
        boolean more = ours.next() != null;
        for (var one : asked.entrySet()) {
            var answer = answer(one.getKey(), one.getValue());
            if (answer.statusCode() != 200) {
                return passedOn(answer);
            }
            var page = json.readTree(answer.body());
            page.path("items").forEach(all::add);
            more |= page.path("next").isString();
        }
        all.sort(NEWEST_FIRST);
        var shown = all.subList(0, Math.min(limit, all.size()));
        more |= all.size() > shown.size();
        return ResponseEntity.ok(
                new Page<>(
                        List.copyOf(shown),
                        more && !shown.isEmpty() ? cursor(shown.getLast()) : null,
                        Times.utc(clock.instant())));
    }

    private List<String> known(String service) {
        if (service.equals(own.service())) {
            return List.of();
        }
        if (!services.containsKey(service)) {
            throw Problem.invalid(
                    Pointed.parameter(
                            "service", "unknown-service", "service is one of " + names()));
        }
        return List.of(service);
    }

    private Set<String> names() {
        var names = new TreeSet<>(services.keySet());
        names.add(own.service());
        return names;
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(String base, HttpServletRequest request) {
        var query = request.getQueryString();
        var question =
                HttpRequest.newBuilder(URI.create(base + PATH + (query == null ? "" : "?" + query)))
                        .timeout(PATIENCE);
        for (var name : List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.ACCEPT_LANGUAGE)) {
            var value = request.getHeader(name);
            if (value != null) {
                question.header(name, value);
            }
        }
        return WholeAnswer.asked(http, question.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> answer(
            String service, CompletableFuture<HttpResponse<byte[]>> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException) {
                throw new Problem(
                                ProblemType.SERVICE_UNAVAILABLE,
                                service + " cannot be reached; ask for the others' with ?service=")
                        .header(HttpHeaders.RETRY_AFTER, "5");
            }
            throw e;
        }
    }

    /** A refusal, in the service's own words. */
    private static ResponseEntity<byte[]> passedOn(HttpResponse<byte[]> answer) {
        var passed = ResponseEntity.status(answer.statusCode());
        for (var name :
                List.of(
                        HttpHeaders.CONTENT_TYPE,
                        HttpHeaders.WWW_AUTHENTICATE,
                        HttpHeaders.RETRY_AFTER)) {
            answer.headers().firstValue(name).ifPresent(value -> passed.header(name, value));
        }
        return passed.body(answer.body());
    }

    private static String cursor(JsonNode letter) {
        return TimeOrder.cursor(
                Instant.parse(letter.path("setAsideAt").asString()), letter.path("id").asString());
    }
}
