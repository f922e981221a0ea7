package dev.wangge.quickstart.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Gives tokens to one client and answers as the test says. */
public final class FakeGateway implements AutoCloseable {

    /** One request that carried the current token. */
    public record Call(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable String key,
            String body) {}

    /** An answer. */
    public record Reply(int status, String body) {}

    /** Decides what to answer. */
    public interface Script {
        Reply to(Call call);
    }

    private final HttpServer server;
    private final Script script;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int tokens;
    private volatile int valid = 1;

    public FakeGateway(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/oauth2/token", this::token);
        server.createContext("/", this::call);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Call> calls() {
        return calls;
    }

    public int tokensGiven() {
        return tokens;
    }

    /** From now on only a token given later is good. */
    public void forgetTokens() {
        valid = tokens + 1;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void token(HttpExchange exchange) throws IOException {
        // province-admin:province-admin-secret
        boolean known =
                "Basic cHJvdmluY2UtYWRtaW46cHJvdmluY2UtYWRtaW4tc2VjcmV0"
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!known || !body.equals("grant_type=client_credentials")) {
            answer(exchange, new Reply(401, "{\"error\":\"invalid_client\"}"));
            return;
        }
        synchronized (this) {
            tokens++;
        }
        answer(
                exchange,
                new Reply(200, "{\"access_token\":\"token-" + tokens + "\",\"expires_in\":3600}"));
    }

    private void call(HttpExchange exchange) throws IOException {
        String token =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse("");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!token.startsWith("Bearer token-")
                || Integer.parseInt(token.substring("Bearer token-".length())) < valid) {
            answer(exchange, new Reply(401, "{}"));
            return;
        }
        Call call =
                new Call(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        body);
        calls.add(call);
        answer(exchange, script.to(call));
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
