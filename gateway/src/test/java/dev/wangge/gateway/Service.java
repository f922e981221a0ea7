package dev.wangge.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands for a service behind the gateway: keeps what reached it, answers what it was told to. */
final class Service {
    /** All that ever come at once: one that finds no room tries again only after a second. */
    private static final int ROOM = 200;

    private static final Answer OK =
            new Answer(200, "{}", Map.of("Content-Type", "application/json"));
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Reached> reached = new ConcurrentHashMap<>();
    private final Set<String> brokenOff = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> waits = new ConcurrentHashMap<>();

    record Answer(int status, String body, Map<String, String> headers) {}

    /** A request as it arrived, the body as its length and SHA-256. */
    record Reached(String method, String target, Headers headers, long length, String digest) {}

    Service() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ROOM);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(String path, int status, String body, Map<String, String> headers) {
        answers.put(path, new Answer(status, body, headers));
    }

    /** Answers at this path once the latch, counted down by each request, is open. */
    void waitsAt(String path, CountDownLatch latch) {
        waits.put(path, latch);
    }

    /** Is gone at this path in the middle of its answer. */
    void breaksOffAt(String path) {
        brokenOff.add(path);
    }

    Reached reached(String path) {
        var request = reached.get(path);
        if (request == null) {
            throw new AssertionError("Nothing reached " + path);
        }
        return request;
    }

    boolean wasReached(String path) {
        return reached.containsKey(path);
    }

    static String digest(byte[] body) {
        return HexFormat.of().formatHex(sha256().digest(body));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            var body = new DigestInputStream(exchange.getRequestBody(), sha256());
            var length = drain(body);
            reached.put(
                    path,
                    new Reached(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders(),
                            length,
                            HexFormat.of().formatHex(body.getMessageDigest().digest())));
            var latch = waits.getOrDefault(path, new CountDownLatch(0));
            latch.countDown();
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("Only some arrived: " + latch.getCount() + " are missing");
            }
            var answer = answers.getOrDefault(path, OK);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            if (brokenOff.contains(path)) {
                exchange.sendResponseHeaders(answer.status(), bytes.length + 100);
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
                throw new IOException("Killed");
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long drain(InputStream body) throws IOException {
        return body.transferTo(OutputStream.nullOutputStream());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
