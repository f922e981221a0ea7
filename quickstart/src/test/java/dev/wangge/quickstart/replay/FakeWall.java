package dev.wangge.quickstart.replay;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A phone wall that shows one message for each case. */
final class FakeWall implements AutoCloseable {

    private final HttpServer server;

    FakeWall(Map<String, Integer> cases) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext(
                "/phone-wall/messages",
                exchange -> {
                    byte[] body =
                            cases.values().stream()
                                    .map(FakeWall::message)
                                    .collect(Collectors.joining(",", "{\"items\":[", "]}"))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (exchange) {
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
    }

    static String number(int n) {
        return "%05d".formatted(n);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String message(int n) {
        return """
        {"id":"%d","receivedAt":"2026-01-01T00:00:00.040Z",
         "text":"【芒康网格】案件MK-%s待处置。http://localhost/l/abc"}
        """
                .formatted(n, number(n));
    }
}
