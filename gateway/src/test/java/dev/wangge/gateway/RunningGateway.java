package dev.wangge.gateway;

import dev.wangge.testing.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gateway for all tests, before two services that answer and one that is away. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class RunningGateway {
    static final Service CASES = new Service();
    static final Service GRIDS = new Service();
    static final FakeWecom WECOM = new FakeWecom();
    static final FakeIssuer ISSUER = new FakeIssuer();

    /** Where a provider that nobody here wrote listens while its own test has it run. */
    static final int FOREIGN_PORT = freePort();

    static final String BACK = "http://127.0.0.1:1/back";
    static final String PROXY = "127.0.0.99";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort int port;
    @LocalManagementPort int management;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.use(properties);
        client(properties, 0, "county-demo", hashed("secret-of-the-test", 4), "540328");
        properties.add("wangge.gateway.clients[0].roles[0]", () -> "dispatcher");
        properties.add("wangge.gateway.clients[0].roles[1]", () -> "verifier");
        client(properties, 1, "hashed", hashed("hashed-secret", 10), "54");
        properties.add("wangge.gateway.clients[1].roles[0]", () -> "admin");
        client(properties, 2, "careless", hashed("county-handler-secret", 4), "54");
        properties.add("wangge.gateway.clients[2].roles[0]", () -> "admin");
        client(properties, 3, "auditor", hashed("secret-of-the-auditor", 4), "54");
        properties.add("wangge.gateway.clients[3].roles[0]", () -> "audit-admin");
        app(properties, 0, "county-app");
        properties.add("wangge.gateway.apps[0].secret", () -> hashed("secret-of-the-app", 4));
        app(properties, 1, "county-phone");
        properties.add("WECOM_API_URL", WECOM::url);
        properties.add("WECOM_CORP_ID", () -> "corp-of-the-test");
        properties.add("WECOM_CORP_SECRET", () -> "secret-of-the-corp");
        properties.add("WECOM_AGENT_ID", () -> "1000002");
        provider(properties, 0, "county-sso", ISSUER.url());
        properties.add("wangge.sign-in.providers[0].two-factors.amr[0]", () -> "mfa");
        provider(properties, 1, "opening-sso", ISSUER.url());
        opens(properties, "wangge.sign-in.providers[1].opens.");
        // Nobody listens there, from before the start.
        provider(properties, 2, "away-sso", "http://127.0.0.1:1");
        provider(properties, 3, "person-sso", ISSUER.url());
        properties.add("wangge.sign-in.providers[3].who.claim", () -> "extra.roster");
        properties.add("wangge.sign-in.providers[3].who.means", () -> "person");
        provider(properties, 4, "foreign", "http://127.0.0.1:" + FOREIGN_PORT);
        properties.add("wangge.sign-in.providers[4].scopes[0]", () -> "openid");
        properties.add("wangge.sign-in.providers[4].scopes[1]", () -> "profile");
        opens(properties, "wangge.sign-in.providers[4].opens.");
        properties.add("CASE_SERVICE_URL", CASES::url);
        properties.add("GRID_SERVICE_URL", GRIDS::url);
        // On a busy machine two seconds are no sign that a service is away.
        properties.add("wangge.gateway.forwarding.connect-timeout", () -> "30s");
        properties.add("wangge.gateway.forwarding.answer", () -> "3s");
        properties.add("wangge.accounts.attendance-every", () -> "200ms");
        properties.add("wangge.door.head", () -> "2s");
        properties.add("wangge.door.answer", () -> "4s");
        properties.add("wangge.door.bodies.token.arrival", () -> "2s");
        properties.add("wangge.door.bodies.form.arrival", () -> "3s");
        // Whoever comes from here speaks for others.
        properties.add("wangge.door.trusted-proxies", () -> PROXY);
        // Nobody listens here.
        properties.add("NOTIFY_SERVICE_URL", () -> "http://127.0.0.1:1");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void provider(
            DynamicPropertyRegistry properties, int n, String id, String issuer) {
        var prefix = "wangge.sign-in.providers[%d].".formatted(n);
        properties.add(prefix + "id", () -> id);
        properties.add(prefix + "name.zh", () -> "县统一认证");
        properties.add(prefix + "name.en", () -> "County account");
        properties.add(prefix + "issuer", () -> issuer);
        properties.add(prefix + "client-id", () -> FakeIssuer.CLIENT);
        properties.add(prefix + "client-secret", () -> FakeIssuer.SECRET);
    }

    private static void opens(DynamicPropertyRegistry properties, String prefix) {
        properties.add(prefix + "account", () -> "login");
        properties.add(prefix + "person", () -> "roster");
        properties.add(prefix + "roles.claim", () -> "groups");
        properties.add(prefix + "roles.of.diaodu", () -> "dispatcher");
        properties.add(prefix + "roles.of.hecha", () -> "verifier");
        properties.add(prefix + "divisions.claim", () -> "areas");
    }

    private static void app(DynamicPropertyRegistry properties, int n, String id) {
        var prefix = "wangge.gateway.apps[%d].".formatted(n);
        properties.add(prefix + "id", () -> id);
        properties.add(prefix + "name", () -> "An application");
        properties.add(prefix + "redirects[0]", () -> BACK);
    }

    private static String hashed(String secret, int rounds) {
        return "{bcrypt}" + new BCryptPasswordEncoder(rounds).encode(secret);
    }

    private static void client(
            DynamicPropertyRegistry properties, int n, String id, String secret, String division) {
        var prefix = "wangge.gateway.clients[%d].".formatted(n);
        properties.add(prefix + "id", () -> id);
        properties.add(prefix + "secret", () -> secret);
        properties.add(prefix + "divisions[0]", () -> division);
    }

    String token() {
        var given = tokenFor("county-demo", "secret-of-the-test", "");
        if (given.statusCode() != 200) {
            throw new AssertionError(given.body());
        }
        return json(given).get("access_token").asString();
    }

    HttpResponse<String> tokenFor(String client, String secret, String more) {
        return send(
                "/oauth2/token",
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "grant_type=client_credentials&client_id=%s&client_secret=%s%s"
                                                        .formatted(client, secret, more))));
    }

    HttpResponse<String> get(String path, String token) {
        return send(path, request -> request.header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> open(String path) {
        return send(path, request -> request);
    }

    /** As Prometheus and probes ask. */
    HttpResponse<String> operator(String path) {
        return send(management, path, request -> request);
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> with) {
        return send(port, path, with);
    }

    private static HttpResponse<String> send(
            int port, String path, UnaryOperator<HttpRequest.Builder> with) {
        try {
            return HTTP.send(
                    with.apply(
                                    HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + path)))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
