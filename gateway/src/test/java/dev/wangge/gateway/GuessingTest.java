package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.seal.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** A thousand guesses from one address; those at one account are ProofsTest's. */
class GuessingTest extends RunningGateway {
    private static final Pattern FORM = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    @Autowired MeterRegistry metrics;
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;

    private long compared() {
        return metrics.get("wangge.accounts.password.comparison").timer().count();
    }

    private static HttpResponse<String> send(HttpClient from, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return from.send(
                request.header("X-Forwarded-For", "203.0.113.77").build(), BodyHandlers.ofString());
    }

    @Test
    void ofAThousandGuessesFromOneAddressFewAreLookedAt() throws Exception {
        var pema = new People(mongo, vault, port).somebody("pema", "dispatcher", "540328");
        long before = compared();
        var answers = new TreeMap<Integer, Integer>();
        try (var guesser =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        // A proxy that is believed to come from there.
                        .localAddress(InetAddress.getByName(PROXY))
                        .build()) {
            var page = URI.create("http://127.0.0.1:" + port + "/sign-in");
            var form = FORM.matcher(send(guesser, HttpRequest.newBuilder(page)).body());
            assertThat(form.find()).isTrue();
            for (int i = 0; i < 1_000; i++) {
                var guess =
                        Map.of(
                                "account", i % 2 == 0 ? "pema" : "somebody-" + i,
                                "password", "is it number %d or not".formatted(i),
                                "_csrf", form.group(1));
                var answer =
                        send(
                                guesser,
                                HttpRequest.newBuilder(page)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(Browser.encoded(guess))));
                answers.merge(answer.statusCode(), 1, Integer::sum);
            }
        }

        assertThat(answers).containsOnlyKeys(403, 429);
        // Thirty, and a few more with each minute that it takes.
        assertThat(compared() - before).isBetween(30L, 100L);
        // Whoever comes from elsewhere waits only for what was tried at their account.
        assertThat(pema.signIn("nobody-else", "is it this one, or what").statusCode())
                .isEqualTo(403);
    }
}
