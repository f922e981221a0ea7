package dev.wangge.cases;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Answers grids:locate and /oauth2/token as the county would; can be away. */
final class FakeGridService implements AutoCloseable {
    static final String GRID = "540328101201001";

    /** A grid that nobody has heard of yet but this service. */
    static final String FRESH = "540328101201009";

    private static final String FRESH_GRID =
            """
            {"code":"540328101201009","divisionCode":"540328101201",
             "members":[{"code":"M-off","onDuty":false},{"code":"M-540328101201001-1","onDuty":true}]}
            """;
    private static final String HERE =
            """
            {"grid":{"code":"540328101201001"},"division":{"code":"540328101201"},
             "path":["54","5403","540328","540328101","540328101201","540328101201001"],
             "rule":"POLYGON","confidence":1.0,"members":[{"code":"M-540328101201001-1"}]}
            """;

    /** A grid that is known, and has nobody on duty. */
    static final String DESERTED = "540328101201002";

    private static final String NOBODY_THERE =
            HERE.replace("{\"code\":\"M-540328101201001-1\"}", "").replace(GRID, DESERTED);
    private static final String AT_HOME =
            HERE.replace("POLYGON", "REPORTER_GRID").replace("1.0", "0.7");
    private static final String NOWHERE =
            """
            {"grid":null,"division":null,"path":[],"rule":"UNLOCATED","confidence":0,"members":[]}
            """;

    /** The phone of somebody who lives in {@link #GRID}. */
    static final String HERDERS_PHONE = "137 0000 9999";

    private final HttpServer server;
    private volatile String herder = "nobody's";
    private volatile boolean away;
    private volatile boolean wasAway;

    FakeGridService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        if (exchange.getRequestURI().getPath().equals("/oauth2/token")) {
                            answer(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3600}");
                        } else if (away) {
                            answer(exchange, 503, "{}");
                        } else if (exchange.getRequestURI().getPath().endsWith("/" + FRESH)) {
                            answer(exchange, 200, FRESH_GRID);
                        } else if (exchange.getRequestURI().getPath().contains("/grids/")) {
                            answer(exchange, 404, "{}");
                        } else if (String.valueOf(exchange.getRequestURI().getQuery())
                                .contains("怪")) {
                            answer(exchange, 400, "{}");
                        } else if (String.valueOf(exchange.getRequestURI().getQuery())
                                .contains("崩")) {
                            answer(exchange, 500, "{}");
                        } else if (String.valueOf(exchange.getRequestURI().getQuery())
                                .contains("乱")) {
                            answer(exchange, 200, "<html>");
                        } else {
                            var query = String.valueOf(exchange.getRequestURI().getQuery());
                            var here = query.contains("lng=98.6") || query.contains("拉乌");
                            var home = query.contains("reporter=" + herder);
                            if (query.contains("lng=98.7")) {
                                answer(exchange, 200, NOBODY_THERE);
                            } else {
                                answer(exchange, 200, here ? HERE : home ? AT_HOME : NOWHERE);
                            }
                        }
                    }
                });
        server.start();
    }

    private static void answer(
            com.sun.net.httpserver.HttpExchange exchange, int status, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    void knowsHerder(String phoneIndex) {
        herder = phoneIndex;
    }

    void goesAway() {
        wasAway = true;
        away = true;
    }

    void comesBack() {
        away = false;
    }

    /** Whether it was away since this was asked last. */
    boolean wasAway() {
        boolean was = wasAway;
        wasAway = false;
        return was;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
