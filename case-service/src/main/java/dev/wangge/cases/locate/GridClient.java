package dev.wangge.cases.locate;

import dev.wangge.platform.web.Times;
import dev.wangge.platform.web.WholeAnswer;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one synchronous question we ask another service: where does this lie? */
@Component
public class GridClient {
    private static final Logger log = LoggerFactory.getLogger(GridClient.class);

    /** Of the answers that say the question is at fault, those that do not mean this question. */
    private static final Set<Integer> NOT_THIS_ONE = Set.of(401, 403, 408, 425, 429);

    /** Other answers that anybody would get now. */
    private static final Set<Integer> AWAY = Set.of(408, 425, 429, 502, 503, 504);

    private static final String LOCATE = "/api/v1/grids:locate?";
    private static final int TEXT = 200;
    private final LocateSettings settings;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private final CircuitBreaker breaker;
    private final AtomicLong answers = new AtomicLong();

    GridClient(LocateSettings settings) {
        this.settings = settings;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .connectTimeout(settings.timeout())
                        .build();
        this.breaker =
                CircuitBreaker.of(
                        "grid-service",
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(5)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(2))
                                // One question's trouble keeps no other from being asked.
                                .ignoreExceptions(NotUnderstood.class)
                                .build());
    }

    /** Asks with the caller's own token; empty when grid-service cannot be asked now. */
    public Optional<Located> locate(String bearer, Whereabouts where) {
        return asked(bearer, where).known();
    }

    /** How many questions it has answered so far, whoever asked. */
    long answers() {
        return answers.get();
    }

    Asked asked(String bearer, Whereabouts where) {
        try {
            return new Asked.Answered(breaker.executeCallable(() -> ask(bearer, where)));
        } catch (NotUnderstood e) {
            log.warn("Not located: {}", e.getMessage());
            return new Asked.Failed(String.valueOf(e.getMessage()));
        } catch (CallNotPermittedException | IOException e) {
            return new Asked.Away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Asked.Away();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** It answered what is no answer to the question. */
    private static final class NotUnderstood extends Exception {
        private NotUnderstood(String what) {
            super(what, null, false, false);
        }
    }

    private Located ask(String bearer, Whereabouts where)
            throws IOException, InterruptedException, NotUnderstood {
        if (where.gridCode() != null) {
            return ask(bearer, "/api/v1/grids/" + where.gridCode(), GridClient::readGrid);
        }
        var coordinates = where.coordinates();
        var text = where.text();
        var more = more(where);
        if (coordinates != null) {
            var point =
                    "lng=%s&lat=%s&crs=%s"
                            .formatted(coordinates.lng(), coordinates.lat(), coordinates.crs());
            var there = ask(bearer, LOCATE + point + more, GridClient::read);
            // Words count only where no outline does: mostly they need not be sent at all.
            if (!there.isNowhere() || text.isBlank()) {
                return there;
            }
        }
        return text.isBlank() && where.reporter() == null
                ? Located.nowhere()
                : ask(
                        bearer,
                        LOCATE
                                + "text="
                                + URLEncoder.encode(head(text), StandardCharsets.UTF_8)
                                + more,
                        GridClient::read);
    }

    private static String more(Whereabouts where) {
        return (where.reporter() == null ? "" : "&reporter=" + where.reporter())
                + (where.at() == null ? "" : "&at=" + Times.utc(where.at()));
    }

    private Located ask(String bearer, String question, Function<JsonNode, Located> reader)
            throws IOException, InterruptedException, NotUnderstood {
        var request =
                HttpRequest.newBuilder(URI.create(settings.url() + question))
                        .header("Authorization", "Bearer " + bearer)
                        .timeout(settings.timeout())
                        .build();
        var answer = WholeAnswer.of(http, request, BodyHandlers.ofByteArray());
        var status = answer.statusCode();
        if (AWAY.contains(status)) {
            throw new IOException("grid-service answered " + status);
        }
        answers.incrementAndGet();
        if (status >= 400 && status < 500 && !NOT_THIS_ONE.contains(status)) {
            // It would be refused for ever: nowhere, as far as anybody can tell.
            log.warn("grid-service refused the question: {}", status);
            return Located.nowhere();
        }
        if (status != 200) {
            throw new NotUnderstood("grid-service answered " + status);
        }
        try {
            return reader.apply(json.readTree(answer.body()));
        } catch (RuntimeException e) {
            throw new NotUnderstood("grid-service answered no place: " + e.getClass().getName());
        }
    }

    private static String head(String text) {
        return text.codePointCount(0, text.length()) <= TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT));
    }

    private static Located readGrid(JsonNode grid) {
        var code = grid.required("code").asString();
        var onDuty =
                StreamSupport.stream(grid.path("members").spliterator(), false)
                        .filter(member -> member.path("onDuty").asBoolean())
                        .map(member -> member.path("code").asString())
                        .toList();
        return Located.byCode(code, grid.required("divisionCode").asString(), onDuty);
    }

    private static Located read(JsonNode answer) {
        return new Located(
                text(answer.path("grid").path("code")),
                text(answer.path("division").path("code")),
                strings(answer.path("path"), node -> node),
                answer.path("rule").asString("UNLOCATED"),
                answer.path("confidence").asDouble(0),
                strings(answer.path("members"), node -> node.path("code")));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static List<String> strings(
            JsonNode nodes, java.util.function.UnaryOperator<JsonNode> of) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> of.apply(node).asString())
                .toList();
    }
}
