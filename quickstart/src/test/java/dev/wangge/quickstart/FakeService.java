package dev.wangge.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands in for every service: says yes to everything, ends with its parent as services do. */
final class FakeService {

    private FakeService() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(System.getenv("SERVER_PORT"));
        long parent = Long.parseLong(System.getenv("WANGGE_PARENT_PID"));
        var _ = ProcessHandle.of(parent).orElseThrow().onExit().thenRun(() -> System.exit(0));
        if (System.getenv("ALIYUN_RECEIPT_URL") != null) {
            // The simulator is the slowest of all: nobody may be told that all is ready before it.
            var _ = new CountDownLatch(1).await(4, TimeUnit.SECONDS);
        }
        serve(port);
        String management = System.getenv("MANAGEMENT_SERVER_PORT");
        if (management != null) {
            serve(Integer.parseInt(management));
        }
    }

    private static void serve(int port) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    System.out.println(exchange.getRequestMethod() + exchange.getRequestURI());
                    byte[] yes =
                            "{\"access_token\":\"t\",\"expires_in\":60}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, yes.length);
                    try (exchange) {
                        exchange.getResponseBody().write(yes);
                    }
                });
        server.start();
    }
}
