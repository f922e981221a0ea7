package dev.wangge.cases;

import dev.wangge.testing.ServiceProcess;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports and actions by random roles, each repeated with its key at whichever instance is there
 * until somebody answers.
 */
final class RandomCommands {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, String> TOKENS =
            Map.of(
                    "dispatcher", TestIssuer.token("county-demo", "dispatcher", "540328"),
                    "handler", TestIssuer.token("county-handler", "handler", "540328"),
                    "verifier", TestIssuer.token("county-verifier", "verifier", "540328"));
    private static final String DONE = "{\"what\":\"做了\",\"evidence\":[\"收据\"]}";
    private static final String BECAUSE = "{\"reason\":\"原因\"}";
    private static final List<Order> ORDERS =
            List.of(
                    new Order("dispatcher", "accept", "{}"),
                    new Order("dispatcher", "dispatch", "{\"unit\":\"540328-water\"}"),
                    new Order(
                            "dispatcher",
                            "redispatch",
                            "{\"unit\":\"540328-water\",\"reason\":\"原因\"}"),
                    new Order("dispatcher", "recall", BECAUSE),
                    new Order("dispatcher", "triage", "{\"tier\":\"SUPERIOR\",\"reason\":\"重\"}"),
                    new Order("dispatcher", "note", "{\"text\":\"记下\"}"),
                    new Order("dispatcher", "reply", "{\"text\":\"在办\"}"),
                    new Order("dispatcher", "suspend", BECAUSE),
                    new Order("dispatcher", "resume", BECAUSE),
                    new Order("dispatcher", "join", "{\"unit\":\"540328-water\"}"),
                    new Order("dispatcher", "approve-extension", "{}"),
                    new Order("dispatcher", "supervise", "{\"rung\":\"YELLOW\",\"text\":\"快办\"}"),
                    new Order(
                            "dispatcher",
                            "split",
                            "{\"children\":[{\"kind\":\"EMERGENCY\",\"title\":\"其一\"}]}"),
                    new Order("dispatcher", "close", "{\"outcome\":\"办结\",\"evidence\":[\"收据\"]}"),
                    new Order("dispatcher", "merge", "{\"into\":\"%s\"}"),
                    new Order("handler", "start", "{}"),
                    new Order("handler", "extend", BECAUSE),
                    new Order("handler", "return", BECAUSE),
                    new Order("handler", "handle", DONE),
                    new Order("handler", "settle", DONE),
                    new Order(
                            "handler",
                            "finish",
                            "{\"unit\":\"540328-water\",\"what\":\"完\",\"evidence\":[\"收据\"]}"),
                    new Order("verifier", "verify", "{\"passed\":true}"),
                    new Order("verifier", "verify", "{\"passed\":false,\"reason\":\"没好\"}"),
                    new Order("verifier", "reopen", BECAUSE));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<ServiceProcess> instances;
    private final List<String> cases = new CopyOnWriteArrayList<>();
    private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

    private record Order(String role, String action, String body) {}

    /** A command that was answered: it can be asked for again by its key. */
    record Answered(Call call, int status, String etag, JsonNode body) {
        boolean isDone() {
            return status / 100 == 2;
        }
    }

    record Call(String token, String path, String body, String key) {}

    RandomCommands(List<ServiceProcess> instances) {
        this.instances = instances;
    }

    List<Answered> answered() {
        return List.copyOf(answered);
    }

    /** One more, until it is answered. */
    void next(Random random) {
        var known = List.copyOf(cases);
        if (known.size() < 5 || random.nextInt(6) == 0) {
            var told = answer(reporting(random), random);
            answered.add(told);
            if (told.isDone()) {
                cases.add(told.body().path("id").asString());
            }
            return;
        }
        var id = known.get(random.nextInt(known.size()));
        answered.add(answer(acting(id, known, random), random));
    }

    private static Call reporting(Random random) {
        var body =
                """
                {"kind":"EMERGENCY","title":"第%d处","location":{"lng":98.6,"lat":29.7}}
                """
                        .formatted(random.nextInt(1_000));
        return new Call(token("dispatcher"), "/api/v1/cases", body, key(random));
    }

    /** Mostly something that the case offers, else whatever. */
    private Call acting(String id, List<String> known, Random random) {
        var offered = random.nextInt(4) == 0 ? List.<Order>of() : offered(id, random);
        var orders = offered.isEmpty() ? ORDERS : offered;
        var order = orders.get(random.nextInt(orders.size()));
        var into = known.get(random.nextInt(known.size()));
        return new Call(
                token(order.role()),
                "/api/v1/cases/%s/actions/%s".formatted(id, order.action()),
                order.body().formatted(into),
                key(random));
    }

    private List<Order> offered(String id, Random random) {
        var some = List.copyOf(TOKENS.keySet());
        var role = some.get(random.nextInt(some.size()));
        var path = "/api/v1/cases/" + id;
        var names = new ArrayList<String>();
        send(request(token(role), path, random).GET().build())
                .filter(it -> it.statusCode() == 200)
                .ifPresent(it ->
                        json.readTree(it.body())
                                .path("actions")
                                .forEach(one -> names.add(one.path("name").asString())));
        return ORDERS.stream()
                .filter(it -> it.role().equals(role) && names.contains(it.action()))
                .toList();
    }

    /** The same request again and again, at one instance or the other. */
    Answered answer(Call call, Random random) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var request =
                    request(call.token(), call.path(), random)
                            .header("Idempotency-Key", call.key())
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(call.body()))
                            .build();
            var answer = send(request).filter(RandomCommands::isAnAnswer);
            if (answer.isPresent()) {
                var it = answer.get();
                var etag = it.headers().firstValue("ETag").orElse("");
                return new Answered(call, it.statusCode(), etag, json.readTree(it.body()));
            }
            pause(200);
        }
        throw new AssertionError("Nobody answers " + call.path());
    }

    /** Whoever is overwhelmed, or has just lost its database, says so: ask again. */
    private static boolean isAnAnswer(HttpResponse<String> it) {
        return it.statusCode() < 500 && it.statusCode() != 429;
    }

    private HttpRequest.Builder request(String token, String path, Random random) {
        var instance = instances.get(random.nextInt(instances.size()));
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(instance.port(), path)))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    /** Empty where it was killed before, or meanwhile: whether it did it nobody knows. */
    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException killed) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(String role) {
        return TOKENS.getOrDefault(role, "");
    }

    private static String key(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
