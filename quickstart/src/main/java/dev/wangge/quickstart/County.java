package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.DataDirectory;
import dev.wangge.quickstart.disk.PortsFile;
import dev.wangge.quickstart.disk.Secrets;
import dev.wangge.quickstart.process.ChildLog;
import dev.wangge.quickstart.process.Health;
import dev.wangge.quickstart.process.Program;
import dev.wangge.quickstart.process.Supervised;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** All processes of the county, from the first start to the last stop. */
final class County {

    private static final Duration START_LIMIT = Duration.ofSeconds(150);
    private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(30);
    private static final int TAIL = 25;

    private final Settings settings;
    private final Database database;
    private final DataDirectory data;
    private final PortsFile portsFile;
    private final Map<Part, Integer> ports;
    private final Map<Part, Integer> management;
    private final Secrets secrets;
    private final Children children;
    private final HttpClient http;
    private final Console console;
    private final Map<Part, Supervised> parts = new EnumMap<>(Part.class);
    private final Map<Part, CompletableFuture<@Nullable Void>> firstUp = new EnumMap<>(Part.class);
    private boolean stopped;

    /** Prepares everything and starts nothing yet. */
    County(
            Settings settings,
            Database database,
            DataDirectory data,
            ServiceJars jars,
            AotCaches caches,
            HttpClient http,
            Console console) {
        this.settings = settings;
        this.database = database;
        this.data = data;
        this.http = http;
        this.console = console;
        portsFile = new PortsFile(data);
        awaitLeftovers();
        ports = Ports.take(wantedPorts());
        management = Ports.management(wantedPorts(), ports);
        secrets = Secrets.in(data.file("secrets.properties"));
        children = new Children(data, secrets, ports, management, databaseUri(), jars, caches);
    }

    /** Starts everything and returns when all of it is ready. */
    void start() throws InterruptedException {
        portsFile.put("launcher", new PortsFile.Entry(null, ProcessHandle.current().pid(), null));
        List<Part> first = new ArrayList<>(List.of(Part.BROKER));
        switch (database) {
            case Database.Given(String uri) ->
                    portsFile.put(
                            Part.DATABASE.label,
                            new PortsFile.Entry(null, null, Database.withoutPassword(uri)));
            case Database.Mongod(var executable) -> {
                first.addFirst(Part.DATABASE);
                // It is ready when it has started.
                start(Part.DATABASE, children.mongod(executable), () -> true);
            }
            case Database.Embedded() -> {
                first.addFirst(Part.DATABASE);
                start(Part.DATABASE, children.embeddedStore(), listening(Part.DATABASE));
            }
        }
        start(Part.BROKER, children.broker(), listening(Part.BROKER));
        start(Part.SIMULATOR, children.service(Part.SIMULATOR), readiness(Part.SIMULATOR));
        await(first);
        List<Part> services =
                List.of(Part.GATEWAY, Part.GRID_SERVICE, Part.CASE_SERVICE, Part.NOTIFY_SERVICE);
        services.forEach(part -> start(part, children.service(part), readiness(part)));
        await(List.of(Part.SIMULATOR));
        await(services);
    }

    /** Stops everything, what lets work in first. */
    void stop() {
        synchronized (this) {
            if (stopped || parts.isEmpty()) {
                return;
            }
            stopped = true;
        }
        console.line("Stopping …");
        for (List<Part> together : Part.STOP_ORDER) {
            List<Thread> stops =
                    together.stream()
                            .map(this::supervised)
                            .filter(Objects::nonNull)
                            .map(part -> Thread.ofVirtual().start(part::stop))
                            .toList();
            for (Thread stop : stops) {
                try {
                    stop.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        portsFile.delete();
        try {
            data.close();
        } catch (IOException e) {
            console.line("The lock of " + data.path() + " was not released: " + e);
        }
        console.line("Stopped. The data are in " + data.path() + ".");
    }

    int port(Part part) {
        return ports.getOrDefault(part, 0);
    }

    /** On loopback, for this process. */
    URI url(Part part) {
        return URI.create(part.url(port(part)));
    }

    /** Of those who sign in, one for each role. */
    String password() {
        return secrets.password();
    }

    /** For people. */
    String publicUrl(Part part) {
        return part.publicUrl(port(part));
    }

    /** Where a part says how it is, for people. */
    String managementUrl(Part part) {
        return part.publicUrl(management.getOrDefault(part, port(part)));
    }

    private synchronized @Nullable Supervised supervised(Part part) {
        return parts.get(part);
    }

    private Map<Part, Integer> wantedPorts() {
        Map<Part, Integer> wanted = new EnumMap<>(settings.ports());
        if (database instanceof Database.Given) {
            wanted.remove(Part.DATABASE);
        }
        return wanted;
    }

    private String databaseUri() {
        return database instanceof Database.Given(String uri)
                ? uri
                : Part.DATABASE.url(port(Part.DATABASE));
    }

    private Health listening(Part part) {
        return Health.listening(port(part));
    }

    private Health readiness(Part part) {
        int asked = management.getOrDefault(part, port(part));
        return Health.answering(http, URI.create(part.url(asked) + "/actuator/health/readiness"));
    }

    private void start(Part part, Program program, Health health) {
        portsFile.put(
                part.label,
                new PortsFile.Entry(
                        port(part),
                        null,
                        publicUrl(part),
                        part.isService() ? managementUrl(part) : null));
        Supervised supervised =
                new Supervised(
                        part.label, program, health, settings.restartDelay(), new Reporter(part));
        synchronized (this) {
            if (stopped) {
                return;
            }
            parts.put(part, supervised);
        }
        firstUp.put(part, supervised.start());
    }

    private void await(List<Part> together) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        for (Part part : together) {
            CompletableFuture<?> up = firstUp.get(part);
            if (up == null) {
                continue;
            }
            try {
                up.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw failed(part, String.valueOf(cause == null ? e : cause.getMessage()));
            } catch (TimeoutException e) {
                throw failed(part, "is not ready after " + START_LIMIT.toSeconds() + " seconds");
            }
        }
    }

    private CannotStart failed(Part part, String why) {
        List<String> tail = ChildLog.tail(data.log(part.label), TAIL);
        return new CannotStart(
                CannotStart.FAILED,
                "%s did not start: %s. The last lines of %s:%n  | %s"
                        .formatted(
                                part.label,
                                why,
                                data.log(part.label),
                                String.join(System.lineSeparator() + "  | ", tail)));
    }

    /** What a launcher that was killed left behind is ending by itself; its ports come free. */
    private void awaitLeftovers() {
        List<ProcessHandle> leftovers =
                portsFile.leftovers().stream()
                        .filter(pid -> pid != ProcessHandle.current().pid())
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .toList();
        if (leftovers.isEmpty()) {
            return;
        }
        console.line("  Waiting for " + leftovers.size() + " processes of the last run to end …");
        CountDownLatch ended = new CountDownLatch(leftovers.size());
        leftovers.forEach(process -> {
            var _ = process.onExit().thenRun(ended::countDown);
        });
        try {
            var _ = ended.await(LEFTOVER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Reporter implements Supervised.Listener {

        private final Part part;

        Reporter(Part part) {
            this.part = part;
        }

        @Override
        public void started(long pid) {
            portsFile.started(part.label, pid);
        }

        @Override
        public void up(Duration after, boolean again) {
            console.line(
                    "  %-15s %s %s   (%.1f s)"
                            .formatted(
                                    part.label,
                                    again ? "back at" : "ready at",
                                    publicUrl(part),
                                    after.toMillis() / 1000.0));
        }

        @Override
        public void died(String why, Duration startsAgainIn) {
            console.line(
                    "  %-15s %s; starts again in %.1f s (log: %s)"
                            .formatted(
                                    part.label,
                                    why,
                                    startsAgainIn.toMillis() / 1000.0,
                                    data.log(part.label)));
        }
    }
}
