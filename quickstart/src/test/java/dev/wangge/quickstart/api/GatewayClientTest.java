package dev.wangge.quickstart.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.quickstart.api.FakeGateway.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatewayClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void keepsItsTokenAndGetsANewOneWhenItIsRefused() throws Exception {
        try (FakeGateway gateway = new FakeGateway(call -> new Reply(200, "[]"));
                HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client = client(http, gateway.uri(), "province-admin-secret");
            assertThat(client.get("/a").status()).isEqualTo(200);
            assertThat(client.get("/b").status()).isEqualTo(200);
            assertThat(gateway.tokensGiven()).isEqualTo(1);
            gateway.forgetTokens();
            assertThat(client.get("/c").status()).isEqualTo(200);
            assertThat(gateway.tokensGiven()).isEqualTo(2);
        }
    }

    @Test
    void repeatsWithTheSameKeyWhileAServiceIsAway() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeGateway gateway =
                        new FakeGateway(call ->
                                switch (asked.incrementAndGet()) {
                                    case 1 -> new Reply(503, "");
                                    case 2 -> new Reply(429, "");
                                    default -> new Reply(201, "{}");
                                });
                HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client = client(http, gateway.uri(), "province-admin-secret");
            GatewayClient.Answer answer =
                    client.post(
                            "/api/v1/cases",
                            "application/json",
                            "{\"title\":\"断桥\"}",
                            Map.of("Idempotency-Key", "replay-7"));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(gateway.calls())
                    .hasSize(3)
                    .allSatisfy(call -> {
                        assertThat(call.key()).isEqualTo("replay-7");
                        assertThat(call.body()).isEqualTo("{\"title\":\"断桥\"}");
                    });
        }
    }

    @Test
    void aRefusalIsAnAnswerAndIsNotRepeated() throws Exception {
        try (FakeGateway gateway = new FakeGateway(call -> new Reply(400, "{}"));
                HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client = client(http, gateway.uri(), "province-admin-secret");
            assertThat(client.get("/a").status()).isEqualTo(400);
            assertThat(gateway.calls()).hasSize(1);
        }
    }

    @Test
    void aWrongSecretIsSaid() throws Exception {
        try (FakeGateway gateway = new FakeGateway(call -> new Reply(200, ""));
                HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client = client(http, gateway.uri(), "wrong");
            assertThatThrownBy(() -> client.get("/a"))
                    .isInstanceOf(GatewayClient.CallFailed.class)
                    .hasMessageContaining("province-admin")
                    .hasMessageContaining("invalid_client");
        }
    }

    @Test
    void patienceEnds() throws Exception {
        FakeGateway gone = new FakeGateway(call -> new Reply(200, ""));
        gone.close();
        try (HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client =
                    new GatewayClient(
                            http, gone.uri(), "province-admin", "x", Duration.ofMillis(300));
            assertThatThrownBy(() -> client.get("/a"))
                    .isInstanceOf(GatewayClient.CallFailed.class)
                    .hasMessageContaining(gone.uri().toString());
        }
    }

    private static GatewayClient client(HttpClient http, URI gateway, String secret) {
        return new GatewayClient(http, gateway, "province-admin", secret, PATIENCE);
    }
}
