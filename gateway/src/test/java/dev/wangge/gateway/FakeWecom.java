package dev.wangge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** WeCom's two calls behind a sign-in, as it documents them; codes are good once. */
final class FakeWecom {
    private final HttpServer server;
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String good = "";
    private volatile boolean away;

    FakeWecom() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/cgi-bin/gettoken", this::token);
        server.createContext("/cgi-bin/auth/getuserinfo", this::member);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a browser of this member is sent back with. */
    String code(String member) {
        var code = UUID.randomUUID().toString();
        codes.put(code, member);
        return code;
    }

    /** The token that was given last is good no more. */
    void forgetToken() {
        good = "";
    }

    int tokensGiven() {
        return tokens.get();
    }

    void isAway(boolean away) {
        this.away = away;
    }

    private void token(HttpExchange exchange) throws IOException {
        good = "token-" + tokens.incrementAndGet();
        answer(
                exchange,
                "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"%s\",\"expires_in\":7200}"
                        .formatted(good));
    }

    private void member(HttpExchange exchange) throws IOException {
        var query = "&" + exchange.getRequestURI().getQuery() + "&";
        if (!query.contains("&access_token=" + good + "&") || good.isEmpty()) {
            answer(exchange, "{\"errcode\":42001,\"errmsg\":\"access_token expired\"}");
            return;
        }
        var member = codes.remove(query.replaceAll(".*&code=([^&]*)&.*", "$1"));
        answer(
                exchange,
                member == null
                        ? "{\"errcode\":40029,\"errmsg\":\"invalid code\"}"
                        : member.isEmpty()
                                ? "{\"errcode\":0,\"errmsg\":\"ok\",\"openid\":\"o-1\"}"
                                : "{\"errcode\":0,\"errmsg\":\"ok\",\"userid\":\"%s\"}"
                                        .formatted(member));
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
