package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.platform.seal.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.data.mongodb.core.MongoOperations;

/** Two gateways on one database are one: behind a balancer, and when one is started again. */
class TwoGatewaysTest extends RunningGateway {
    @Autowired ConfigurableEnvironment environment;
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    @Autowired JWKSource<SecurityContext> keys;

    /** One more, with all that the first one was told. */
    private ConfigurableApplicationContext another() {
        var told = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> given
                    && source.getName().startsWith("Dynamic")) {
                for (var name : given.getPropertyNames()) {
                    told.add("--%s=%s".formatted(name, given.getProperty(name)));
                }
            }
        }
        return new SpringApplicationBuilder(Gateway.class).run(told.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext gateway) {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static int me(int port, String token) throws IOException, InterruptedException {
        return asks(port, "GET", "/api/v1/me", token);
    }

    private static int asks(int port, String method, String path, String token)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Authorization", "Bearer " + token)
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void whoIsInAtOneIsInAtTheOtherAndOutAtBoth() throws Exception {
        var pema = new People(mongo, vault, port).somebody("pema-of-two", "dispatcher", "540328");
        var _ = pema.signIn("pema-of-two", People.PASSWORD);
        var token = token();
        try (var other = another()) {
            var there = pema.at(port(other));
            assertThat(json(there.get("/api/v1/me")).get("account").asString())
                    .isEqualTo("pema-of-two");
            assertThat(me(port(other), token)).as("a token of the first").isEqualTo(200);

            var _ = there.get("/account");
            assertThat(there.submit("/sign-out", Map.of()).statusCode()).isEqualTo(303);
            assertThat(pema.get("/api/v1/me").statusCode()).isEqualTo(401);

            // What is taken away by one acts at the other.
            var _ = there.signIn("pema-of-two", People.PASSWORD);
            assertThat(pema.get("/api/v1/me").statusCode()).isEqualTo(200);
            mongo.getCollection("accounts")
                    .updateOne(
                            Filters.eq("_id", "pema-of-two"),
                            Updates.combine(
                                    Updates.set("roles", List.of("leader")),
                                    Updates.inc("version", 1L),
                                    Updates.set("tokensFrom", Date.from(Instant.now()))));
            for (var browser : List.of(pema, there)) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() ->
                                json(browser.get("/api/v1/me"))
                                        .path("roles")
                                        .toString()
                                        .equals("[\"leader\"]"));
            }
        }
        try (var again = another()) {
            assertThat(pema.at(port(again)).get("/api/v1/me").statusCode())
                    .as("it was started again")
                    .isEqualTo(200);
            assertThat(me(port(again), token)).isEqualTo(200);
        }
    }

    @Test
    void aSystemThatIsShutOutByOneIsOutAtTheOtherWithinSeconds() throws Exception {
        var keeper =
                TokenTest.signed(
                        keys,
                        claims -> claims.subject("keeper").claim("roles", List.of("system-admin")));
        var opened =
                send(
                        "/api/v1/clients",
                        request ->
                                request.header("Authorization", "Bearer " + keeper)
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        """
                                                        {"id":"water-of-two","name":"水利局","roles":["reporter"],"divisions":["540328"]}
                                                        """)));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        var secret = json(opened).get("secret").asString();
        var held = json(tokenFor("water-of-two", secret, "")).get("access_token").asString();
        try (var other = another()) {
            assertThat(me(port(other), held)).isEqualTo(200);
            var disabled =
                    asks(
                            port(other),
                            "POST",
                            "/api/v1/clients/water-of-two/actions/disable",
                            keeper);
            assertThat(disabled).isEqualTo(200);
            assertThat(me(port(other), held)).as("where it was done").isEqualTo(401);

            assertThat(tokenFor("water-of-two", secret, "").statusCode())
                    .as("nothing of it was remembered")
                    .isEqualTo(401);
            await().atMost(Duration.ofSeconds(20)).until(() -> me(port, held) == 401);
        }
    }
}
