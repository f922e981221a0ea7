package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A page that is open on the changes of cases, and what it was told so far. */
final class Watching implements AutoCloseable {

    private final InputStream body;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** As it came, at {@link System#nanoTime}. */
    record Event(String name, String id, JsonNode data, long at) {
        boolean isOf(String caseId) {
            return name.equals("case") && data.path("id").asString("").equals(caseId);
        }
    }

    private Watching(InputStream body) {
        this.body = body;
    }

    static Watching begin(HttpClient http, HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            Watching watching = new Watching(answer.body());
            Thread.startVirtualThread(watching::read);
            watching.first("hello");
            return watching;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        String name = "";
        String id = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(
                            new Event(
                                    name,
                                    id,
                                    Json.read(line.substring("data: ".length())),
                                    System.nanoTime()));
                }
            }
        } catch (IOException e) {
            // It was cut.
        }
    }

    List<Event> all() {
        return events;
    }

    List<Event> of(String caseId) {
        return events.stream().filter(it -> it.isOf(caseId)).toList();
    }

    Event first(String name) {
        return await(name)
                .atMost(County.SOON)
                .until(
                        () -> events.stream().filter(it -> it.name().equals(name)).findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** That the case has become of this version, or of a later one. */
    Event told(String caseId, long version) {
        return await(caseId + " is told")
                .pollInterval(Duration.ofMillis(20))
                .atMost(County.SOON)
                .until(
                        () ->
                                of(caseId).stream()
                                        .filter(it -> it.data().path("version").asLong() >= version)
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
