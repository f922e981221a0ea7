package dev.wangge.gateway;

import com.sun.net.httpserver.Headers;
import dev.wangge.platform.container.Container;
import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/**
 * Stands for a service behind the gateway, in the container that services run in: keeps what
 * reached it, answers what it was told to.
 */
final class Service {
    private static final Answer OK =
            new Answer(200, "{}", Map.of("Content-Type", "application/json"));
    private final WebServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Reached> reached = new ConcurrentHashMap<>();
    private final Set<String> brokenOff = ConcurrentHashMap.newKeySet();
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final Set<String> unread = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> waits = new ConcurrentHashMap<>();

    record Answer(int status, String body, Map<String, String> headers) {}

    /** A request as it arrived, the body as its length and SHA-256. */
    record Reached(String method, String target, Headers headers, long length, String digest) {}

    Service() {
        var settings =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("wangge.door", DoorSettings.class);
        var factory = new TomcatServletWebServerFactory(0);
        factory.addConnectorCustomizers(connector ->
                connector
                        .getProtocolHandler()
                        .setExecutor(Executors.newVirtualThreadPerTaskExecutor()));
        new Container(
                        settings,
                        new Allowances(Map.of()),
                        new TrustedProxies(settings.trustedProxies()),
                        new Problems())
                .customize(factory);
        server =
                factory.getWebServer(context ->
                        context.addServlet(
                                        "service",
                                        new HttpServlet() {
                                            @Override
                                            protected void service(
                                                    HttpServletRequest request,
                                                    HttpServletResponse response)
                                                    throws IOException {
                                                serve(request, response);
                                            }
                                        })
                                .addMapping("/"));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    void answers(String path, int status, String body, Map<String, String> headers) {
        answers.put(path, new Answer(status, body, headers));
    }

    /** Answers so without having read anything of the body. */
    void refusesUnread(String path, int status) {
        unread.add(path);
        answers(path, status, "{}", Map.of("Content-Type", "application/problem+json"));
    }

    /** Answers at this path once the latch, counted down by each request, is open. */
    void waitsAt(String path, CountDownLatch latch) {
        waits.put(path, latch);
    }

    /** Is gone at this path in the middle of its answer. */
    void breaksOffAt(String path) {
        brokenOff.add(path);
    }

    /** Says at this path only the beginning of its answer. */
    void getsStuckAt(String path) {
        stuck.add(path);
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

    private void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var path = request.getRequestURI();
        if (!unread.contains(path)) {
            keep(path, request);
        }
        var answer = answers.getOrDefault(path, OK);
        try {
            var latch = waits.getOrDefault(path, new CountDownLatch(0));
            latch.countDown();
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("Only some arrived: " + latch.getCount() + " are missing");
            }
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            var more = brokenOff.contains(path) || stuck.contains(path) ? 100 : 0;
            response.setContentLength(bytes.length + more);
            response.getOutputStream().write(bytes);
            response.flushBuffer();
            if (stuck.contains(path)) {
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            }
            if (more > 0) {
                throw new IOException("Killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(String path, HttpServletRequest request) throws IOException {
        var body = new DigestInputStream(request.getInputStream(), sha256());
        var length = drain(body);
        var query = request.getQueryString();
        var headers = new Headers();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
        }
        reached.put(
                path,
                new Reached(
                        request.getMethod(),
                        query == null ? path : path + "?" + query,
                        headers,
                        length,
                        HexFormat.of().formatHex(body.getMessageDigest().digest())));
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
