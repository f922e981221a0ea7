package dev.wangge.quickstart.replay;

import dev.wangge.quickstart.Console;
import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.api.GatewayClient.Answer;
import dev.wangge.quickstart.api.GatewayClient.CallFailed;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feeds messages through the gateway, each exactly once, and watches their alerts go out. */
public final class Replay {

    private static final int AT_ONCE = 16;
    private static final Duration WALL_EVERY = Duration.ofSeconds(1);

    private final GatewayClient county;
    private final HttpClient http;
    private final URI simulator;
    private final Console console;
    private final InstantSource clock;
    private final Duration settleLimit;
    private final JsonMapper json = new JsonMapper();
    private final Reports reports = new Reports();

    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    /**
     * @param county a client that may report in the sample county
     * @param settleLimit how long to wait for the alerts of the last reports
     */
    public Replay(
            GatewayClient county,
            HttpClient http,
            URI simulator,
            Console console,
            InstantSource clock,
            Duration settleLimit) {
        this.county = county;
        this.http = http;
        this.simulator = simulator;
        this.console = console;
        this.clock = clock;
        this.settleLimit = settleLimit;
    }

    /**
     * Reports every row of the file and prints what became of them.
     *
     * @return whether every row is a case now
     * @throws ReplayFailed when the file is not what it should be
     */
    public boolean run(Path file) throws InterruptedException {
        List<ReplayedMessage> messages = MessageFile.read(file);
        console.line("Replaying %,d messages of %s".formatted(messages.size(), file.getFileName()));
        PhoneWall wall = new PhoneWall(http, simulator, clock.instant().minusSeconds(1));
        Instant begun = clock.instant();
        try (var watching = Executors.newSingleThreadScheduledExecutor()) {
            // Read often: the wall shows only its newest messages at once.
            var _ =
                    watching.scheduleWithFixedDelay(
                            () -> readQuietly(wall),
                            WALL_EVERY.toMillis(),
                            WALL_EVERY.toMillis(),
                            TimeUnit.MILLISECONDS);
            report(messages);
            settle();
            watching.shutdownNow();
        }
        wall.read();
        Summary summary = Summary.of(messages.size(), outcomes.values(), refusals, wall::firstCall);
        console.line(
                "Replayed %s in %,d s"
                        .formatted(
                                file.getFileName(),
                                Duration.between(begun, clock.instant()).toSeconds()));
        summary.lines().forEach(console::line);
        return summary.isComplete();
    }

    private void report(List<ReplayedMessage> messages) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        inParallel(
                messages,
                message -> {
                    report(message);
                    console.progress("reports", done.incrementAndGet(), messages.size());
                });
    }

    private void report(ReplayedMessage message) throws InterruptedException {
        try {
            Answer answer =
                    county.post(
                            "/api/v1/cases",
                            "application/json",
                            reports.body(message),
                            Map.of("Idempotency-Key", message.key()));
            if (!answer.isOk()) {
                refused("HTTP " + answer.status() + " " + problem(answer.body()));
                return;
            }
            JsonNode theCase = json.readTree(answer.body());
            outcomes.put(
                    message.key(),
                    new Outcome(
                            theCase.path("id").asString(),
                            theCase.path("number").asString(),
                            theCase.at("/location/rule").asString("UNLOCATED"),
                            Instant.parse(theCase.path("reportedAt").asString()),
                            List.of()));
        } catch (CallFailed | JacksonException | DateTimeParseException e) {
            refused(String.valueOf(e.getMessage()));
        }
    }

    /** Until every case has an alert and none is under way, or it takes too long. */
    private void settle() throws InterruptedException {
        long deadline = System.nanoTime() + settleLimit.toNanos();
        while (true) {
            List<String> waiting =
                    outcomes.entrySet().stream()
                            .filter(entry -> !entry.getValue().isSettled())
                            .map(Map.Entry::getKey)
                            .toList();
            console.progress("alerts ", outcomes.size() - waiting.size(), outcomes.size());
            if (waiting.isEmpty() || System.nanoTime() > deadline) {
                return;
            }
            inParallel(waiting, this::readAlerts);
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private void readAlerts(String key) throws InterruptedException {
        Outcome outcome = outcomes.get(key);
        if (outcome == null) {
            return;
        }
        try {
            Answer answer = county.get("/api/v1/alerts?limit=200&case=" + outcome.caseId());
            if (answer.isOk()) {
                List<String> states = new ArrayList<>();
                json.readTree(answer.body())
                        .path("items")
                        .forEach(alert -> states.add(alert.path("status").asString()));
                outcomes.put(key, outcome.with(states));
            }
        } catch (CallFailed | JacksonException away) {
            // Asked again in the next round.
        }
    }

    private interface Work<T> {
        void on(T item) throws InterruptedException;
    }

    private static <T> void inParallel(Collection<T> items, Work<T> work)
            throws InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (T item : items) {
                tasks.add(() -> {
                    work.on(item);
                    return null;
                });
            }
            for (var task : workers.invokeAll(tasks)) {
                try {
                    task.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
    }

    private void refused(String why) {
        refusals.merge(why, 1, Integer::sum);
    }

    private String problem(String body) {
        try {
            JsonNode problem = json.readTree(body);
            return (problem.path("title").asString("") + " " + problem.path("detail").asString(""))
                    .strip();
        } catch (JacksonException e) {
            return "";
        }
    }

    private static void readQuietly(PhoneWall wall) {
        try {
            wall.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
