package dev.wangge.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeCom and Aliyun as far as our channels speak to them: keeps what they were asked to send, and
 * answers one address as a test says.
 */
final class FakeProviders implements AutoCloseable {
    /** What a provider was asked to send; outId and template are Aliyun's. */
    record Sent(String to, String text, @Nullable String outId, @Nullable String template) {}

    /** How an address is answered instead of taken. */
    enum Trouble {
        REFUSED,
        /** WeCom takes the call, and says that it knows no such member. */
        INVALID,
        THROTTLED,
        /** Taken, and never answered. */
        TAKEN_UNHEARD,
        /** Neither taken nor answered. */
        UNHEARD
    }

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Set<String> seenBodies = ConcurrentHashMap.newKeySet();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<String, Integer> smsStatus = new ConcurrentHashMap<>();
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch wecomAnswers = new CountDownLatch(0);

    FakeProviders() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/cgi-bin/gettoken", exchange -> answer(exchange, token()));
        server.createContext("/cgi-bin/message/send", this::wecom);
        server.createContext("/", this::aliyun);
        server.start();
    }

    /** WeCom takes calls and answers none until this is closed. */
    AutoCloseable wecomHangs() {
        var hanging = new CountDownLatch(1);
        wecomAnswers = hanging;
        return hanging::countDown;
    }

    /** How many calls WeCom has taken and not answered. */
    int held() {
        return held.get();
    }

    private void hold() {
        held.incrementAndGet();
        try {
            wecomAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on this address is answered so. */
    void trouble(String to, Trouble trouble) {
        troubles.put(to, trouble);
    }

    void noTrouble(String to) {
        troubles.remove(to);
    }

    /** What Aliyun says when it is asked: 1 waiting, 2 failed, 3 delivered. */
    void smsStatus(String to, int status) {
        smsStatus.put(to, status);
    }

    /** What arrived at this address, oldest first. */
    List<Sent> sentTo(String to) {
        return sent.stream().filter(one -> one.to().equals(to)).toList();
    }

    /** How often this address was tried, whatever came of it. */
    int calls(String to) {
        return calls.getOrDefault(to, 0);
    }

    /**
     * How a call is answered. Counted after it is decided: who sees the count may end the trouble.
     */
    private @Nullable Trouble called(String to) {
        var trouble = troubles.get(to);
        calls.merge(to, 1, Integer::sum);
        return trouble;
    }

    private static String token() {
        return "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t\",\"expires_in\":7200}";
    }

    private void wecom(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var message = json.readTree(body);
        var to = message.path("touser").asString();
        var card = message.path("textcard");
        var text =
                card.path("title").asString()
                        + "\n"
                        + card.path("description").asString()
                        + "\n"
                        + card.path("url").asString();
        var trouble = called(to);
        hold();
        if (trouble == null || trouble == Trouble.TAKEN_UNHEARD) {
            // The duplicate check: the identical body is not shown twice, however soon it comes.
            var isNew = seenBodies.add(body);
            if (message.path("enable_duplicate_check").asInt() != 1 || isNew) {
                sent.add(new Sent(to, text, null, null));
            }
        }
        switch (trouble) {
            case null -> answer(exchange, "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m\"}");
            case REFUSED -> answer(exchange, "{\"errcode\":81013,\"errmsg\":\"user all invalid\"}");
            case INVALID ->
                    answer(
                            exchange,
                            "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"%s\"}"
                                    .formatted(to));
            case THROTTLED ->
                    answer(exchange, "{\"errcode\":45009,\"errmsg\":\"freq out of limit\"}");
            case TAKEN_UNHEARD, UNHEARD -> hangUp(exchange);
        }
    }

    private void aliyun(HttpExchange exchange) throws IOException {
        var query = query(exchange.getRequestURI().getRawQuery());
        if (!nonces.add(exchange.getRequestHeaders().getFirst("x-acs-signature-nonce"))) {
            answer(exchange, 400, "{\"Code\":\"SignatureNonceUsed\",\"Message\":\"x\"}");
            return;
        }
        if ("QuerySendDetails".equals(exchange.getRequestHeaders().getFirst("x-acs-action"))) {
            answer(exchange, details(query.getOrDefault("PhoneNumber", "")));
            return;
        }
        var to = query.getOrDefault("PhoneNumbers", "");
        var trouble = called(to);
        if (trouble == null || trouble == Trouble.TAKEN_UNHEARD) {
            sent.add(
                    new Sent(
                            to,
                            query.getOrDefault("TemplateParam", ""),
                            query.get("OutId"),
                            query.get("TemplateCode")));
        }
        switch (trouble) {
            case null -> answer(exchange, "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"b\"}");
            case REFUSED, INVALID ->
                    answer(exchange, "{\"Code\":\"isv.MOBILE_NUMBER_ILLEGAL\",\"Message\":\"x\"}");
            case THROTTLED ->
                    answer(exchange, "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"x\"}");
            case TAKEN_UNHEARD, UNHEARD -> hangUp(exchange);
        }
    }

    private String details(String to) {
        var entries = new ArrayList<Map<String, Object>>();
        for (var one : sentTo(to)) {
            entries.add(
                    Map.of(
                            "PhoneNum", to,
                            "OutId", String.valueOf(one.outId()),
                            "SendStatus", smsStatus.getOrDefault(to, 1)));
        }
        return json.writeValueAsString(
                Map.of(
                        "Code",
                        "OK",
                        "TotalCount",
                        entries.size(),
                        "SmsSendDetailDTOs",
                        Map.of("SmsSendDetailDTO", entries)));
    }

    private static Map<String, String> query(@Nullable String raw) {
        var values = new HashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            values.put(
                    parts[0],
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    /** The line breaks before an answer: as a time-out, without the wait. */
    private static void hangUp(HttpExchange exchange) {
        exchange.close();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
