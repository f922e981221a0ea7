package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a service under test, as a client with a token. What it answers must be what its OpenAPI
 * says.
 */
public final class ServiceClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final IntSupplier port;
    private final IntSupplier management;

    /**
     * @param port where the service listens, known once it runs
     */
    public ServiceClient(IntSupplier port) {
        this(port, port);
    }

    /**
     * @param port where the service listens, known once it runs
     * @param management where it says how it is: whatever lies below {@code /actuator} is asked
     *     there
     */
    public ServiceClient(IntSupplier port, IntSupplier management) {
        this.port = port;
        this.management = management;
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param token empty for somebody without one
     * @param headers names and values by turns; the body is JSON unless they say otherwise
     */
    public HttpResponse<String> send(
            String token, String method, String path, String body, String... headers) {
        return answer(
                request(token, path, headers).method(method, BodyPublishers.ofString(body)),
                BodyHandlers.ofString());
    }

    /** Sends what is not text, such as a photo. */
    public HttpResponse<String> upload(String token, String path, byte[] body, String... headers) {
        return answer(
                request(token, path, headers).POST(BodyPublishers.ofByteArray(body)),
                BodyHandlers.ofString());
    }

    /** Fetches what is not text. */
    public HttpResponse<byte[]> download(String token, String path) {
        return answer(request(token, path).GET(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String token, String path, String... headers) {
        var at = path.startsWith("/actuator") ? management : port;
        var uri = URI.create("http://127.0.0.1:" + at.getAsInt() + path);
        var request = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (Arrays.stream(headers).noneMatch("Content-Type"::equals)) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    private <T> HttpResponse<T> answer(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader) {
        try {
            var answer = HTTP.send(request.build(), reader);
            DescribedAnswers.of(HTTP, port.getAsInt()).check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Nobody waits for the answer any more", e);
        }
    }

    public HttpResponse<String> get(String token, String path) {
        return send(token, "GET", path, "");
    }

    public HttpResponse<String> post(String token, String path, String body, String... headers) {
        return send(token, "POST", path, body, headers);
    }

    /** A page's form, sent by somebody without a token. */
    public HttpResponse<String> form(String path, String body) {
        return post("", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** A table, sent by somebody who may import it. */
    public HttpResponse<String> csv(String token, String path, String rows) {
        return post(token, path, rows, "Content-Type", "text/csv");
    }

    /** What Prometheus reads. */
    public String metrics() {
        return get("", "/actuator/prometheus").body();
    }

    /** The body of an answer that must have this status. */
    public static JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    /** The body of an answer, whatever its status. */
    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
