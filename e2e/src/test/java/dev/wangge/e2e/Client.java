package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A county system that calls the gateway. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http;
    private final Supplier<String> gateway;
    private final String id;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;

    Client(HttpClient http, Supplier<String> gateway, String id) {
        this.http = http;
        this.gateway = gateway;
        this.id = id;
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer post(String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body, UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    Answer put(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body, UTF_8)));
    }

    Answer csv(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "text/csv; charset=utf-8")
                        .POST(BodyPublishers.ofString(body, UTF_8)));
    }

    Answer ask(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer photo(String caseId, byte[] photo) {
        return send(
                request("/api/v1/cases/%s/evidence".formatted(caseId))
                        .header("Content-Type", "image/png")
                        .POST(BodyPublishers.ofByteArray(photo)));
    }

    Answer report(Report report) {
        return post("/api/v1/cases", report.body());
    }

    /**
     * Reports, and waits until it is given to somebody. On a busy machine a report is located a
     * moment after it was accepted.
     */
    JsonNode dispatched(Report report) {
        Answer accepted = report(report);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        String id = accepted.json().path("id").asString();
        return await(id + " is dispatched")
                .atMost(County.SOON)
                .until(
                        () -> theCase(id),
                        it -> it.path("status").asString("").equals("DISPATCHED"));
    }

    Answer act(String caseId, String action, Map<String, ?> order) {
        return post("/api/v1/cases/%s/actions/%s".formatted(caseId, action), Json.write(order));
    }

    JsonNode theCase(String id) {
        return get("/api/v1/cases/" + id).json();
    }

    JsonNode alerts(String query) {
        return get("/api/v1/alerts?limit=200&" + query).json().path("items");
    }

    /**
     * Watches cases.
     *
     * @param after where a stream before ended; empty for a new one
     */
    Watching watch(String after) {
        HttpRequest.Builder request =
                request("/api/v1/cases:watch").header("Authorization", "Bearer " + token());
        return Watching.begin(
                http, after.isEmpty() ? request : request.header("Last-Event-ID", after));
    }

    /** Answers as they come. A connection that breaks is an {@link Unreachable}. */
    private Answer send(HttpRequest.Builder request) {
        return send(http, request.header("Authorization", "Bearer " + token()));
    }

    static Answer send(HttpClient http, HttpRequest.Builder request) {
        try {
            var response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.get() + path));
    }

    String token() {
        lock.lock();
        try {
            if (token == null) {
                String basic =
                        Base64.getEncoder()
                                .encodeToString((id + ":" + id + "-secret").getBytes(UTF_8));
                Answer answer =
                        send(
                                http,
                                request("/oauth2/token")
                                        .header("Authorization", "Basic " + basic)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "grant_type=client_credentials")));
                if (answer.status() != 200) {
                    throw new Unreachable(new IOException("No token: " + answer));
                }
                token = answer.json().path("access_token").asString();
            }
            return Objects.requireNonNull(token);
        } finally {
            lock.unlock();
        }
    }

    /** There was no answer at all. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(IOException cause) {
            super(cause);
        }
    }
}
