package dev.wangge.quickstart.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client of the gateway: gets its token, renews it, and repeats a request that met trouble on
 * the way. Repeating is safe for reads, imports and whatever carries an Idempotency-Key, and that
 * is all it is used for.
 */
public final class GatewayClient {

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI gateway;
    private final String id;
    private final String secret;
    private final Duration patience;
    private final JsonMapper json = new JsonMapper();
    private @Nullable String token;
    private long renewAt;

    /**
     * @param patience how long one request is repeated while the gateway or a service is away
     */
    public GatewayClient(
            HttpClient http, URI gateway, String id, String secret, Duration patience) {
        this.http = http;
        this.gateway = gateway;
        this.id = id;
        this.secret = secret;
        this.patience = patience;
    }

    /** What came back: never a 429 or 503, unless patience ended. */
    public record Answer(int status, String body) {

        public boolean isOk() {
            return status / 100 == 2;
        }
    }

    /** The service said no, or nobody answered for as long as patience lasts. */
    public static final class CallFailed extends RuntimeException {
        CallFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    public Answer get(String path) throws InterruptedException {
        return send(path, HttpRequest.newBuilder().GET());
    }

    public Answer post(String path, String contentType, String body, Map<String, String> headers)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return send(path, request);
    }

    private Answer send(String path, HttpRequest.Builder request) throws InterruptedException {
        request.uri(gateway.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json, application/problem+json");
        return patiently(() -> {
            HttpResponse<String> response = authorized(request);
            if (response.statusCode() == 401) {
                // The keys of the gateway may be new: once with a new token.
                forgetToken();
                response = authorized(request);
            }
            return response;
        });
    }

    private HttpResponse<String> authorized(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpRequest authorized = request.setHeader("Authorization", "Bearer " + token()).build();
        return http.send(authorized, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private interface Attempt {
        HttpResponse<String> make() throws IOException, InterruptedException;
    }

    private Answer patiently(Attempt attempt) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration wait = pause;
            try {
                HttpResponse<String> response = attempt.make();
                int status = response.statusCode();
                if ((status != 429 && status != 503) || System.nanoTime() > deadline) {
                    return new Answer(status, response.body());
                }
                wait = retryAfter(response, pause);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new CallFailed(gateway + " does not answer: " + e, e);
                }
            }
            // With jitter, so that many waiting requests do not come back as one crowd.
            Thread.sleep(wait.plusMillis(ThreadLocalRandom.current().nextLong(100)));
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
    }

    private static Duration retryAfter(HttpResponse<String> response, Duration otherwise) {
        Duration asked =
                response.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d{1,4}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(otherwise);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private synchronized void forgetToken() {
        token = null;
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token != null && System.nanoTime() < renewAt) {
            return token;
        }
        String basic =
                Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/oauth2/token"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        HttpResponse<String> response =
                http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new IOException("no token yet: HTTP " + response.statusCode());
        }
        JsonNode answer = readable(response);
        String fresh = answer.path("access_token").asString("");
        if (response.statusCode() != 200 || fresh.isEmpty()) {
            throw new CallFailed(
                    "The gateway gives client %s no token: HTTP %d %s"
                            .formatted(id, response.statusCode(), response.body()),
                    null);
        }
        Duration lasts =
                Duration.ofSeconds(answer.path("expires_in").asLong(300)).minus(RENEW_BEFORE);
        token = fresh;
        renewAt = System.nanoTime() + Math.max(lasts.toNanos(), 0);
        return fresh;
    }

    private JsonNode readable(HttpResponse<String> response) throws IOException {
        try {
            return json.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException("the token answer is not JSON: " + response.body(), e);
        }
    }
}
