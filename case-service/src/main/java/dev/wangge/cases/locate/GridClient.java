package dev.wangge.cases.locate;

import dev.wangge.platform.web.Times;
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
    private static final Set<Integer> QUESTIONS_FAULT = Set.of(400, 404, 414, 422, 431);
    private static final String LOCATE = "/api/v1/grids:locate?";
    private static final int TEXT = 200;
    private final LocateSettings settings;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private final CircuitBreaker breaker;

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
                                .build());
    }

    /** Asks with the caller's own token; empty when grid-service cannot be asked now. */
    public Optional<Located> locate(String bearer, Whereabouts where) {
        try {
            return Optional.of(breaker.executeCallable(() -> ask(bearer, where)));
        } catch (CallNotPermittedException | IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Located ask(String bearer, Whereabouts where) throws IOException, InterruptedException {
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
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(settings.url() + question))
                        .header("Authorization", "Bearer " + bearer)
                        .timeout(settings.timeout())
                        .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (QUESTIONS_FAULT.contains(answer.statusCode())) {
            // It would be refused for ever: to wait would hold up all that wait behind it.
            log.warn("grid-service refused the question: {}", answer.statusCode());
            return Located.nowhere();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("grid-service answered " + answer.statusCode());
        }
        return reader.apply(json.readTree(answer.body()));
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
