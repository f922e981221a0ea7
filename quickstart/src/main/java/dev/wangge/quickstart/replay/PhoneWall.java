package dev.wangge.quickstart.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads when the simulated providers were called, and about which case. */
final class PhoneWall {

    private static final int PAGE = 5_000;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{4,39}");

    private final HttpClient http;
    private final URI simulator;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Instant> firstCalls = new HashMap<>();
    private Instant since;

    PhoneWall(HttpClient http, URI simulator, Instant since) {
        this.http = http;
        this.simulator = simulator;
        this.since = since;
    }

    /** Takes in the calls since the last reading. */
    void read() throws InterruptedException {
        String query =
                "/phone-wall/messages?limit=%d&since=%s"
                        .formatted(PAGE, URLEncoder.encode(since.toString(), UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(simulator.resolve(query))
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
            if (response.statusCode() == 200) {
                json.readTree(response.body()).path("items").forEach(this::take);
            }
        } catch (IOException | JacksonException away) {
            // Only a measurement is missing; the next reading brings it.
        }
    }

    /** When a provider was first called with a text that names this case. */
    Optional<Instant> firstCall(String caseNumber) {
        return Optional.ofNullable(firstCalls.get(caseNumber));
    }

    private void take(JsonNode message) {
        Instant at = Instant.parse(message.path("receivedAt").asString());
        Matcher words = WORD.matcher(message.path("text").asString(""));
        while (words.find()) {
            firstCalls.merge(words.group(), at, (a, b) -> a.isBefore(b) ? a : b);
        }
        Instant overlap = at.minusSeconds(2);
        if (overlap.isAfter(since)) {
            since = overlap;
        }
    }
}
