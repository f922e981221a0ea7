package dev.wangge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.mongodb.client.model.Filters;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * A provider that nobody here wrote, npm's oidc-provider, as a process of its own: installed in the
 * directory that {@code WANGGE_OIDC_PROVIDER} names ({@code npm install oidc-provider@9}).
 */
class ForeignIssuerTest extends RunningGateway {
    private static final String BACK = "http://localhost:8080/sign-in/with/foreign/back";
    private static final int MOST_STEPS = 12;
    private static Process provider;

    @Autowired MongoOperations mongo;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .build();

    @BeforeAll
    static void itStarts() throws IOException {
        var where = System.getenv("WANGGE_OIDC_PROVIDER");
        var node =
                Arrays.stream(
                                Objects.requireNonNullElse(System.getenv("PATH"), "")
                                        .split(File.pathSeparator, -1))
                        .map(directory -> new File(directory, "node"))
                        .filter(File::canExecute)
                        .findFirst();
        if (where == null || node.isEmpty()) {
            var missing =
                    "No node on the PATH, or no WANGGE_OIDC_PROVIDER: no session with a foreign provider.";
            System.out.println(missing);
            if ("true".equals(System.getenv("WANGGE_CI"))) {
                fail(missing);
            }
            Assumptions.abort(missing);
        }
        // Read from its input, so that what it imports is looked for where it runs.
        var builder =
                new ProcessBuilder(node.orElseThrow().getPath(), "--input-type=module")
                        .directory(new File(where))
                        .redirectErrorStream(true);
        builder.environment().put("PORT", Integer.toString(FOREIGN_PORT));
        builder.environment().put("BACK", BACK);
        provider = builder.start();
        try (var program =
                        Objects.requireNonNull(
                                ForeignIssuerTest.class.getResourceAsStream("foreign-issuer.mjs"));
                var input = provider.getOutputStream()) {
            program.transferTo(input);
        }
        var said = new BufferedReader(new InputStreamReader(provider.getInputStream(), UTF_8));
        var all = new StringBuilder();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("ready ")) {
                return;
            }
            all.append(line).append('\n');
        }
        fail("It did not start: " + all);
    }

    @AfterAll
    static void itEnds() {
        if (provider != null) {
            provider.destroyForcibly();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Does there what its pages ask for, until it sends the browser back here: the path. */
    private String back(String sentTo) throws Exception {
        var at = URI.create(sentTo);
        var answer = send(HttpRequest.newBuilder(at));
        for (int step = 0; step < MOST_STEPS; step++) {
            var next = answer.headers().firstValue("Location");
            if (next.isPresent()) {
                at = at.resolve(next.get());
                if (at.toString().startsWith(BACK)) {
                    return at.getRawPath() + "?" + at.getRawQuery();
                }
                answer = send(HttpRequest.newBuilder(at));
            } else {
                var form =
                        answer.body().contains("name=\"login\"")
                                ? Map.of("prompt", "login", "login", "deji", "password", "any")
                                : Map.of("prompt", "consent");
                answer =
                        send(
                                HttpRequest.newBuilder(at)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(Browser.encoded(form))));
            }
        }
        throw new AssertionError(answer.statusCode() + " " + answer.body());
    }

    private static String sent(Browser browser) {
        var sent = browser.get("/sign-in/with/foreign");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        return sent.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void somebodySignsInByIt() throws Exception {
        mongo.getCollection("accounts").deleteMany(Filters.regex("follows", "^foreign:"));
        mongo.getCollection("knownAs").deleteMany(Filters.regex("_id", "^foreign:"));
        var deji = new Browser(port);
        var path = back(sent(deji));
        assertThat(path).contains("code=").contains("iss=http");

        var in = deji.get(path);

        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        var me = json(deji.get("/api/v1/me"));
        // What it says where one asks with the token, and not in what it signs.
        assertThat(me.get("name").asString()).isEqualTo("德吉");
        assertThat(me.get("roles").toString()).isEqualTo("[\"dispatcher\"]");
        assertThat(me.get("divisions").toString()).isEqualTo("[\"540328\"]");
        assertThat(mongo.getCollection("knownAs").find(Filters.eq("_id", "foreign:deji")).first())
                .extracting(one -> ((Document) one).getString("account"))
                .isEqualTo(me.get("account").asString());

        // Its code was used; and it takes none that somebody else's browser began.
        var another = new Browser(port);
        var state = FakeIssuer.form(sent(another)).get("state");
        assertThat(another.get(path.replaceFirst("state=[^&]+", "state=" + state)).statusCode())
                .isEqualTo(403);
        // Whoever is in there is asked nothing the second time, and is the same here.
        assertThat(another.get(back(sent(another))).statusCode()).isEqualTo(303);
        assertThat(json(another.get("/api/v1/me")).get("account")).isEqualTo(me.get("account"));

        var late = new Browser(port);
        var begun = back(sent(late));
        provider.destroyForcibly();
        assertThat(provider.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(late.get(begun).statusCode()).isEqualTo(503);
        assertThat(deji.get("/api/v1/me").statusCode()).isEqualTo(200);
    }
}
