package dev.wangge.platform.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the issuer publishes of tokens that have ended, asked each fifteen seconds: what somebody
 * lost they cannot use a minute later, wherever they come in. While the issuer is away, what it
 * said last is believed.
 */
public final class PublishedEndings implements TokenEndings {
    private static final Logger log = LoggerFactory.getLogger(PublishedEndings.class);
    private static final int EACH_MILLIS = 15_000;
    private static final int FIRST_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI from;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private volatile Map<String, Long> before = Map.of();
    private volatile boolean reached = true;

    public PublishedEndings(TokenSettings settings) {
        this.from = URI.create(settings.endingsUri());
    }

    @Override
    public boolean isEnded(String subject, long madeAt) {
        return madeAt < before.getOrDefault(subject, 0L);
    }

    /** Asks. */
    @Scheduled(initialDelay = FIRST_MILLIS, fixedDelay = EACH_MILLIS)
    public void ask() {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(from).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                away("it answers " + answer.statusCode());
                return;
            }
            var told = new HashMap<String, Long>();
            for (var item : json.readTree(answer.body()).path("items")) {
                told.put(item.path("sub").asString(), item.path("before").asLong());
            }
            before = Map.copyOf(told);
            reached = true;
        } catch (IOException | JacksonException e) {
            away(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void away(String why) {
        if (reached) {
            log.warn("Which tokens have ended cannot be asked of {}: {}", from, why);
        }
        reached = false;
    }
}
