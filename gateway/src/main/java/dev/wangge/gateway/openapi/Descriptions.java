package dev.wangge.gateway.openapi;

import dev.wangge.gateway.GatewaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the services say of themselves, asked at the same time and kept for half a minute; for a few
 * seconds only while one of them is away.
 */
@Component
class Descriptions {
    private static final Logger log = LoggerFactory.getLogger(Descriptions.class);
    private static final String GATEWAY = "gateway";
    // springdoc reads all controllers when it is first asked: seconds on a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration FRESH_WITHOUT_ALL = Duration.ofSeconds(3);

    private final Map<String, String> services;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ObjectNode own;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();
    private Known known = new Known(Instant.MIN, Map.of(), new MergedDescription());

    private record Known(Instant until, Map<String, ObjectNode> services, MergedDescription all) {}

    private final Environment environment;

    Descriptions(GatewaySettings settings, Environment environment, Clock clock) {
        this.environment = environment;
        this.services = new TreeMap<>(settings.services());
        this.clock = clock;
        try (var in = new ClassPathResource("openapi/gateway.json").getInputStream()) {
            this.own = json.readTree(in).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knows(String service) {
        return service.equals(GATEWAY) || services.containsKey(service);
    }

    /** One service's description; empty when it is away. */
    Optional<JsonNode> of(String service) {
        var described = Optional.ofNullable(known().services().get(service));
        if (!service.equals(GATEWAY)) {
            return described.map(JsonNode.class::cast);
        }
        var both = new MergedDescription();
        both.gateway(own);
        described.ifPresent(one -> both.add(GATEWAY, one));
        return Optional.of(both.document());
    }

    JsonNode all() {
        return known().all().document();
    }

    // Callers wait for the one who asks: services are asked once, however many want to know.
    private synchronized Known known() {
        if (clock.instant().isBefore(known.until())) {
            return known;
        }
        var answers = new LinkedHashMap<String, CompletableFuture<Optional<ObjectNode>>>();
        services.forEach((service, base) -> answers.put(service, ask(service, base)));
        // What springdoc says of what is written here: tokens are the framework's.
        answers.put(GATEWAY, ask(GATEWAY, "http://127.0.0.1:" + ownPort()));
        var described = new LinkedHashMap<String, ObjectNode>();
        List<String> away = new ArrayList<>();
        answers.forEach((service, answer) ->
                answer.join()
                        .ifPresentOrElse(
                                one -> described.put(service, one), () -> away.add(service)));
        var all = new MergedDescription();
        all.gateway(own);
        described.forEach(all::add);
        away.forEach(all::away);
        var fresh = away.isEmpty() ? FRESH : FRESH_WITHOUT_ALL;
        known = new Known(clock.instant().plus(fresh), described, all);
        return known;
    }

    private String ownPort() {
        return environment.getProperty(
                "local.server.port", environment.getProperty("server.port", "8080"));
    }

    private CompletableFuture<Optional<ObjectNode>> ask(String service, String base) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/v3/api-docs")).timeout(PATIENCE).build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(this::read)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    log.warn("{} does not describe itself: {}", service, failure.toString());
                    return Optional.empty();
                });
    }

    private Optional<ObjectNode> read(HttpResponse<String> answer) {
        try {
            if (answer.statusCode() == 200
                    && json.readTree(answer.body()) instanceof ObjectNode description) {
                // The service would name its own address, which is not for outside.
                description.putArray("servers").addObject().put("url", "/");
                return Optional.of(description);
            }
        } catch (JacksonException e) {
            log.warn("{} answers no JSON: {}", answer.uri(), e.getOriginalMessage());
        }
        return Optional.empty();
    }
}
