package dev.wangge.quickstart;

import java.util.List;

/** The processes of the county, in the order in which they are shown. */
enum Part {
    DATABASE("database", "DATABASE_PORT", 27017),
    BROKER("broker", "BROKER_PORT", 9092),
    SIMULATOR("simulator", "SIMULATOR_PORT", 8090),
    GRID_SERVICE("grid-service", "GRID_SERVICE_PORT", 8082),
    CASE_SERVICE("case-service", "CASE_SERVICE_PORT", 8081),
    NOTIFY_SERVICE("notify-service", "NOTIFY_SERVICE_PORT", 8083),
    GATEWAY("gateway", "GATEWAY_PORT", 8080);

    /**
     * Each row is stopped before the next: first what lets work in, last what the work is kept in.
     */
    static final List<List<Part>> STOP_ORDER =
            List.of(
                    List.of(GATEWAY),
                    List.of(CASE_SERVICE, GRID_SERVICE, NOTIFY_SERVICE),
                    List.of(SIMULATOR),
                    List.of(BROKER, DATABASE));

    final String label;
    final String variable;
    final int defaultPort;

    Part(String label, String variable, int defaultPort) {
        this.label = label;
        this.variable = variable;
        this.defaultPort = defaultPort;
    }

    /** Whether it is one of the county's own services, which say how they are on a port apart. */
    boolean isService() {
        return switch (this) {
            case GRID_SERVICE, CASE_SERVICE, NOTIFY_SERVICE, GATEWAY -> true;
            case DATABASE, BROKER, SIMULATOR -> false;
        };
    }

    /** The base URL on loopback, for other processes. */
    String url(int port) {
        return switch (this) {
            case DATABASE -> "mongodb://127.0.0.1:" + port;
            case BROKER -> "127.0.0.1:" + port;
            default -> "http://127.0.0.1:" + port;
        };
    }

    /** The URL to show to people. */
    String publicUrl(int port) {
        return switch (this) {
            case DATABASE, BROKER -> url(port);
            default -> "http://localhost:" + port;
        };
    }
}
