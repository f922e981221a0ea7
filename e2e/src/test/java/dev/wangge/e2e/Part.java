package dev.wangge.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** One process of the county, and what may befall it. */
final class Part {

    static final List<String> ALL =
            List.of(
                    "database",
                    "broker",
                    "simulator",
                    "grid-service",
                    "case-service",
                    "notify-service",
                    "gateway");

    private final County county;
    private final HttpClient http;
    private final String name;

    Part(County county, HttpClient http, String name) {
        this.county = county;
        this.http = http;
        this.name = name;
    }

    /** kill -9, and it is gone; the launcher starts it again soon. */
    void kill() {
        process().destroyForcibly();
        // Not isAlive: while the launcher sleeps, nobody buries the dead.
        await(name + " is gone").atMost(County.SOON).until(() -> !isListening());
    }

    /** It hangs: connections are taken and nothing is answered. */
    County.Outage pause() {
        long pid = process().pid();
        County.signal("-STOP", pid);
        return () -> County.signal("-CONT", pid);
    }

    void awaitUp() {
        if (isUp()) {
            return;
        }
        await(name + " can be used")
                .pollInterval(Duration.ofMillis(100))
                .atMost(County.IN_THE_END)
                .until(this::isUp);
    }

    Answer get(String path) {
        return get(county.url(name), path);
    }

    /** What an operator reads, such as {@code /prometheus}. */
    Answer actuator(String path) {
        return get(county.managementUrl(name), "/actuator" + path);
    }

    private Answer get(String at, String path) {
        return Client.send(http, HttpRequest.newBuilder(URI.create(at + path)));
    }

    private boolean isUp() {
        if (!ProcessHandle.of(county.pid(name)).map(ProcessHandle::isAlive).orElse(false)) {
            return false;
        }
        if (name.equals("database") || name.equals("broker")) {
            return isListening();
        }
        try {
            return actuator("/health/readiness").status() == 200;
        } catch (Client.Unreachable notYet) {
            return false;
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), county.port(name)),
                    1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private ProcessHandle process() {
        return ProcessHandle.of(county.pid(name))
                .orElseThrow(() -> new IllegalStateException(name + " is down"));
    }
}
