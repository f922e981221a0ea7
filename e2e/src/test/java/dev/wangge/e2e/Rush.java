package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Many reports at once, each repeated with its own key until it is accepted. */
final class Rush {

    private static final int AT_ONCE = 8;
    private static final Pattern NUMBER = Pattern.compile("WG\\d{4}-\\d{7,}");
    private static final Set<String> OUT = Set.of("SENT", "DELIVERED", "ACKNOWLEDGED");

    private final County county;
    private final List<Accepted> accepted = new ArrayList<>();
    private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();

    /** A report that was answered with 201. */
    record Accepted(String id, String number) {}

    private Rush(County county) {
        this.county = county;
    }

    /** Reports from all over the county; something happens when a third of them are in. */
    static Rush of(County county, int reports, Runnable meanwhile) {
        List<Place> places = county.places();
        Rush rush = new Rush(county);
        AtomicInteger in = new AtomicInteger();
        try (var reporters = Executors.newFixedThreadPool(AT_ONCE);
                var fate = Executors.newSingleThreadExecutor()) {
            List<Callable<Accepted>> calls = new ArrayList<>();
            for (int i = 0; i < reports; i++) {
                String body =
                        Report.hazard("第%d处落石".formatted(i + 1))
                                .at(places.get(i % places.size()))
                                .body();
                calls.add(() -> {
                    Accepted one = rush.untilAccepted(body);
                    if (in.incrementAndGet() == reports / 3) {
                        fate.execute(meanwhile);
                    }
                    return one;
                });
            }
            for (Future<Accepted> one : reporters.invokeAll(calls)) {
                rush.accepted.add(one.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        assertThat(rush.refusals).as("answers other than 201").isSubsetOf(503);
        return rush;
    }

    private Accepted untilAccepted(String body) {
        String key = "rush-" + UUID.randomUUID();
        return await("accepted")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .atMost(County.IN_THE_END)
                .until(() -> report(body, key), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Accepted> report(String body, String key) {
        try {
            Answer answer = county.dispatcher().post("/api/v1/cases", body, "Idempotency-Key", key);
            if (answer.status() == 201) {
                JsonNode it = answer.json();
                return Optional.of(
                        new Accepted(it.path("id").asString(), it.path("number").asString()));
            }
            refusals.add(answer.status());
        } catch (Client.Unreachable gone) {
            // Nobody knows whether it is stored: the same key again tells.
        }
        return Optional.empty();
    }

    /** Every report is a case of its own, and whoever it was given to has been told of it. */
    void everyCaseIsThereAndToldOf() {
        assertThat(accepted).extracting(Accepted::id).doesNotHaveDuplicates();
        assertThat(accepted).extracting(Accepted::number).doesNotHaveDuplicates();
        for (Accepted one : accepted) {
            assertThat(county.dispatcher().get("/api/v1/cases/" + one.id()).status())
                    .isEqualTo(200);
        }
        Map<String, JsonNode> alerts = new HashMap<>();
        Set<String> missing = new HashSet<>(accepted.stream().map(Accepted::id).toList());
        await("every alert is out")
                .pollInterval(Duration.ofMillis(500))
                .atMost(County.IN_THE_END)
                .untilAsserted(() -> {
                    for (String id : List.copyOf(missing)) {
                        List<JsonNode> dispatched = dispatched(id);
                        assertThat(dispatched).hasSizeLessThan(2);
                        if (!dispatched.isEmpty()
                                && OUT.contains(dispatched.getFirst().path("status").asString())) {
                            alerts.put(id, dispatched.getFirst());
                            missing.remove(id);
                        }
                    }
                    assertThat(missing).isEmpty();
                });
        Map<String, Integer> messages = messagesByCase();
        for (Accepted one : accepted) {
            int copies = messages.getOrDefault(one.number(), 0);
            assertThat(copies).as("messages about " + one.number()).isBetween(1, 2);
            if (copies == 2 && county.hasRealDatabase()) {
                JsonNode alert = Objects.requireNonNull(alerts.get(one.id()));
                assertThat(alert.path("possibleDuplicate").asBoolean())
                        .as("marked as a possible duplicate: " + alert)
                        .isTrue();
            }
        }
    }

    private List<JsonNode> dispatched(String caseId) {
        return Json.list(county.dispatcher().alerts("case=" + caseId)).stream()
                .filter(alert -> alert.path("rule").asString().equals("DISPATCHED"))
                .toList();
    }

    private Map<String, Integer> messagesByCase() {
        Map<String, Integer> count = new HashMap<>();
        for (PhoneWall.Message message : county.phones().all()) {
            Matcher number = NUMBER.matcher(message.text());
            if (number.find()) {
                count.merge(number.group(), 1, Integer::sum);
            }
        }
        return count;
    }
}
