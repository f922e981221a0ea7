package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ResourceBundle;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wangge.gateway.clients[0].id=county-demo",
            "wangge.gateway.clients[0].secret={noop}county-demo-secret",
            "wangge.gateway.clients[0].divisions[0]=540328",
            "wangge.gateway.clients[0].roles[0]=dispatcher"
        })
class GatewayTest {
    private static final HttpServer SERVICE = service();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    @LocalServerPort int port;

    /** Echoes what reached it; describes itself with a schema that all services have. */
    private static HttpServer service() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            var body =
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8);
                            var answer =
                                    exchange.getRequestURI().getPath().equals("/v3/api-docs")
                                            ? "{\"paths\":{\"/api/v1/cases\":{\"get\":{\"x\":{\"$ref\":\"#/components/schemas/Page\"}}}},\"components\":{\"schemas\":{\"Page\":{}}}}"
                                            : "{\"path\":\"%s\",\"length\":%d,\"authorized\":%b,\"trace\":\"%s\",\"forged\":%b}"
                                                    .formatted(
                                                            exchange.getRequestURI(),
                                                            body.length(),
                                                            exchange.getRequestHeaders()
                                                                    .containsKey("Authorization"),
                                                            exchange.getRequestHeaders()
                                                                    .getFirst("traceparent"),
                                                            exchange.getRequestHeaders()
                                                                    .containsKey(
                                                                            "X-Wangge-Client"));
                            var bytes = answer.getBytes(StandardCharsets.UTF_8);
                            exchange.getResponseHeaders().set("Content-Type", "application/json");
                            exchange.getResponseHeaders().set("ETag", "\"7\"");
                            exchange.sendResponseHeaders(200, bytes.length);
                            exchange.getResponseBody().write(bytes);
                        }
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        Infrastructure.use(properties);
        var up = "http://127.0.0.1:" + SERVICE.getAddress().getPort();
        properties.add("CASE_SERVICE_URL", () -> up);
        properties.add("GRID_SERVICE_URL", () -> up);
        // Nobody listens here.
        properties.add("NOTIFY_SERVICE_URL", () -> "http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        SERVICE.stop(0);
    }

    @Test
    void aClientGetsATokenAndPasses() throws Exception {
        var passed = get("/api/v1/cases?limit=3", token());

        assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
        assertThat(passed.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(passed.headers().firstValue("X-Request-Id")).isPresent();
        var echoed = json.readTree(passed.body());
        assertThat(echoed.get("path").asString()).isEqualTo("/api/v1/cases?limit=3");
        assertThat(echoed.get("authorized").asBoolean()).isTrue();
        assertThat(echoed.get("trace").asString()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(echoed.get("forged").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/grids:locate?lng=98.6", "/api/v1/divisions/540328000000", "/api/v1/units"})
    void colonsAndPathsReachTheirService(String path) throws Exception {
        assertThat(get(path, token()).statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongSecretIsAnInvalidClient() throws Exception {
        var refused = tokenFor("county-demo", "wrong");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_client");
    }

    @Test
    void withoutATokenOrWithAForeignOneNothingPasses() throws Exception {
        var none = send("/api/v1/cases", request -> request);
        var foreign = get("/api/v1/cases", TestIssuer.token("county-demo", "admin", "54"));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(none.body()).contains("/problems/unauthenticated");
        assertThat(foreign.statusCode()).isEqualTo(401);
    }

    @Test
    void aServiceThatIsAwayIsA503WithATimeToComeBack() throws Exception {
        var answer = get("/api/v1/alerts", token());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("/problems/service-unavailable", "notify-service");
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedWhetherItSaysSoOrNot() throws Exception {
        var token = token();
        var large = "x".repeat((1 << 20) + 1);
        var stated =
                send(
                        "/api/v1/cases",
                        r ->
                                r.header("Authorization", "Bearer " + token)
                                        .POST(BodyPublishers.ofString(large)));
        var chunked =
                send(
                        "/api/v1/cases",
                        r ->
                                r.header("Authorization", "Bearer " + token)
                                        .POST(
                                                BodyPublishers.fromPublisher(
                                                        BodyPublishers.ofString(large))));

        assertThat(stated.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(stated.body()).contains("/problems/body-too-large");
    }

    @Test
    void allServicesAreDescribedAsOneAndTheMissingOneIsNamed() throws Exception {
        var described = json.readTree(send("/openapi.json", r -> r).body());

        assertThat(described.get("openapi").asString()).startsWith("3.1");
        assertThat(described.at("/components/schemas").propertyNames())
                .contains("case.Page", "grid.Page");
        assertThat(described.get("paths").toString()).contains(".Page");
        assertThat(described.get("x-unavailable").toString()).isEqualTo("[\"notify-service\"]");
    }

    @Test
    void everyProblemHasItsPage() throws Exception {
        var titles = ResourceBundle.getBundle("dev.wangge.platform.problem.titles");
        for (var slug : titles.keySet()) {
            assertThat(send("/problems/" + slug, r -> r).body()).as(slug).contains("<h1>");
        }
        assertThat(send("/problems/unheard-of", r -> r).statusCode()).isEqualTo(404);
    }

    @Test
    void importsNoOtherServiceAndInjectsTime() {
        HouseRules.importsNoOtherService("gateway");
        HouseRules.injectsTime("gateway");
    }

    private String token() throws Exception {
        var given = tokenFor("county-demo", "county-demo-secret");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        return json.readTree(given.body()).get("access_token").asString();
    }

    private HttpResponse<String> tokenFor(String client, String secret) throws Exception {
        return send(
                "/oauth2/token",
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                                                        .formatted(client, secret))));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(
                path,
                request ->
                        request.header("Authorization", "Bearer " + token)
                                .header("X-Wangge-Client", "province-admin"));
    }

    private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> with)
            throws Exception {
        return HTTP.send(
                with.apply(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)))
                        .build(),
                BodyHandlers.ofString());
    }
}
