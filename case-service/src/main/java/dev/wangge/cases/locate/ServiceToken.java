package dev.wangge.cases.locate;

import dev.wangge.platform.web.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** This service's own token, for what it does when no caller is waiting. */
@Component
class ServiceToken {
    private static final Duration MARGIN = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private final LocateSettings settings;
    private final Clock clock;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();
    private String token = "";
    private Instant until = Instant.MIN;
    private Instant askAgainAt = Instant.MIN;

    ServiceToken(LocateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    synchronized String get() throws IOException, InterruptedException {
        if (clock.instant().isBefore(until)) {
            return token;
        }
        if (clock.instant().isBefore(askAgainAt)) {
            throw new IOException("The gateway gave no token a moment ago");
        }
        try {
            return ask();
        } finally {
            // Many may wait for one: they do not try one after the other.
            askAgainAt =
                    clock.instant().isBefore(until) ? Instant.MIN : clock.instant().plus(PAUSE);
        }
    }

    private String ask() throws IOException, InterruptedException {
        var basic = settings.clientId() + ":" + settings.clientSecret();
        var answer =
                WholeAnswer.of(
                        http,
                        HttpRequest.newBuilder(URI.create(settings.tokenUrl()))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                basic.getBytes(
                                                                        StandardCharsets.UTF_8)))
                                .timeout(PATIENCE)
                                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("The gateway refused a token: " + answer.statusCode());
        }
        var body = json.readTree(answer.body());
        token = body.required("access_token").asString();
        until = clock.instant().plusSeconds(body.path("expires_in").asLong(300)).minus(MARGIN);
        return token;
    }
}
