package dev.wangge.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where receipts are pushed to: takes them, or refuses the next few pushes. */
public final class ReceiptReceiver {

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    private final List<JsonNode> pushes = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    ReceiptReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/callbacks/aliyun-sms/secret", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks/aliyun-sms/secret";
    }

    /** Every receipt pushed for this out-id, those of refused pushes included. */
    public List<JsonNode> receipts(String outId) {
        List<JsonNode> receipts = new ArrayList<>();
        for (JsonNode push : pushes) {
            for (JsonNode receipt : push) {
                if (receipt.path("out_id").asString("").equals(outId)) {
                    receipts.add(receipt);
                }
            }
        }
        return receipts;
    }

    /** Every SMS pushed from this phone, those of refused pushes included. */
    public List<JsonNode> replies(String from) {
        List<JsonNode> replies = new ArrayList<>();
        for (JsonNode push : pushes) {
            for (JsonNode one : push) {
                if (one.has("content") && one.path("phone_number").asString("").equals(from)) {
                    replies.add(one);
                }
            }
        }
        return replies;
    }

    /**
     * Answers the next pushes of this out-id with a code other than 0: those of another test may
     * still be on their way.
     */
    public void refuse(String outId, int next) {
        refusals.put(outId, next);
    }

    private boolean refuses(JsonNode push) {
        boolean refuses = false;
        for (JsonNode receipt : push) {
            String outId = receipt.path("out_id").asString("");
            int left = refusals.getOrDefault(outId, 0);
            if (left > 0) {
                refusals.put(outId, left - 1);
                refuses = true;
            }
        }
        return refuses;
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode push = Objects.requireNonNull(json.readTree(exchange.getRequestBody()));
        // Noted before it is answered: who has the answer may look at once.
        pushes.add(push);
        byte[] answer =
                (refuses(push) ? "{\"code\":1,\"msg\":\"later\"}" : "{\"code\":0,\"msg\":\"接收成功\"}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
