package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each number of open cases opens a list that is as long; the same on both database engines. */
abstract class CountStories extends RunningCaseService {
    private static final String NOWHERE = "{\"kind\":\"REQUEST\",\"title\":\"不知何处\"}";
    private static final String DESERTED =
            "{\"kind\":\"REQUEST\",\"title\":\"没人\",\"location\":{\"lng\":98.7,\"lat\":29.7}}";
    private static final String COUNTS = "/api/v1/cases:counts";

    private String someCase(Random random) throws Exception {
        var body = List.of(IN_LAWU, NOWHERE, DESERTED).get(random.nextInt(3));
        if (random.nextInt(3) == 0) {
            body = body.replace("REQUEST", "EMERGENCY");
        }
        if (random.nextInt(4) == 0) {
            body = body.replaceFirst("\\{", "{\"confidential\":true,");
        }
        var id = created(desk, body);
        var orders = random.nextInt(6);
        // What is not legal in its state is refused, and changes nothing.
        if (orders > 0) {
            act(desk, id, "accept", "{}");
            act(desk, id, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER));
        }
        if (orders > 2) {
            act(handler, id, "handle", "{\"what\":\"换了\",\"evidence\":[\"收据\"]}");
        }
        if (orders > 3) {
            act(verifier, id, "verify", "{\"passed\":true}");
        }
        if (orders > 4) {
            act(desk, id, "close", "{\"outcome\":\"通水\",\"evidence\":[\"收据\"]}");
        }
        if (random.nextInt(3) == 0) {
            act(handler, id, "return", "{\"reason\":\"不归我\"}");
        }
        return id;
    }

    private Set<String> listed(String token, String filter) {
        var ids = new HashSet<String>();
        var next = "/api/v1/cases?limit=200&" + filter;
        while (!next.isEmpty()) {
            var answer = get(token, next);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = json.readTree(answer.body());
            page.get("items").forEach(it -> ids.add(it.get("id").asString()));
            next =
                    answer.headers()
                            .firstValue("Link")
                            .map(link -> link.substring(1, link.indexOf('>')))
                            .orElse("");
        }
        return ids;
    }

    private JsonNode counts(String token, String query) {
        var answer = get(token, COUNTS + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static Map<String, String> filters(Instant asOf) {
        var filters = new HashMap<String, String>();
        filters.put("/open", "sort=dueAt");
        filters.put(
                "/dueWithinHour",
                "sort=dueAt&overdue=false&dueBefore=" + asOf.plus(Duration.ofHours(1)));
        filters.put("/overdue", "sort=dueAt&overdue=true");
        filters.put("/unlocated", "attention=UNLOCATED");
        filters.put("/nobodyOnDuty", "attention=NOBODY_ON_DUTY");
        filters.put("/returned", "attention=RETURNED");
        filters.put("/waitingForVerification", "status=HANDLED");
        filters.put("/emergencies", "sort=dueAt&kind=EMERGENCY");
        for (var status :
                List.of("REPORTED", "FILED", "DISPATCHED", "IN_PROGRESS", "HANDLED", "VERIFIED")) {
            filters.put("/byStatus/" + status, "status=" + status);
        }
        return filters;
    }

    @Test
    void eachNumberIsTheLengthOfItsList() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            someCase(random);
        }
        var unlocated = created(desk, NOWHERE);
        var deserted = created(desk, DESERTED);
        var returned = created(desk, IN_LAWU);
        act(handler, returned, "return", "{\"reason\":\"不归我\"}");
        assertThat(listed(desk, "attention=UNLOCATED")).contains(unlocated);
        assertThat(listed(desk, "attention=NOBODY_ON_DUTY&sort=dueAt"))
                .contains(deserted)
                .doesNotContain(unlocated, returned);
        assertThat(listed(desk, "attention=RETURNED")).contains(returned);
        act(desk, returned, "dispatch", "{\"unit\":\"540328-water\"}");
        assertThat(listed(desk, "attention=RETURNED")).doesNotContain(returned);

        var reporter = TestIssuer.token("county-reporter", "reporter", "540328");
        for (var token : List.of(desk, handler, reporter, neighbour)) {
            for (var within : List.of("", "540328101", FakeGridService.GRID)) {
                if (!within.isEmpty() && token.equals(neighbour)) {
                    continue;
                }
                // Minutes go by, and other stories' cases change.
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertListed(token, within, seed));
            }
        }
        assertThat(counts(desk, "").get("open").asInt())
                .isGreaterThan(counts(handler, "").get("open").asInt());
    }

    private void assertListed(String token, String within, long seed) {
        var counted = counts(token, within.isEmpty() ? "" : "?within=" + within);
        var asOf = Instant.parse(counted.get("asOf").asString());
        assertThat(counted.has("grids")).isFalse();
        filters(asOf)
                .forEach((pointer, filter) ->
                        assertThat(counted.at(pointer).asInt(-1))
                                .as("%s within '%s', seed %d", pointer, within, seed)
                                .isEqualTo(
                                        listed(
                                                        token,
                                                        filter
                                                                + (within.isEmpty()
                                                                        ? ""
                                                                        : "&within=" + within))
                                                .size()));
    }

    @Test
    void aMapHasTheNumbersOfEachGrid() throws Exception {
        created(desk, IN_LAWU);
        created(desk, DESERTED);
        created(desk, DESERTED.replaceFirst("\\{", "{\"confidential\":true,"));
        for (var token : List.of(desk, handler)) {
            await().untilAsserted(() -> {
                var counted = counts(token, "?by=grid");
                assertThat(counted.has("open")).isFalse();
                var grids = counted.get("grids");
                assertThat(grids.propertyNames())
                        .contains(FakeGridService.GRID, FakeGridService.DESERTED);
                for (var grid : grids.propertyNames()) {
                    var list = "sort=dueAt&within=" + grid;
                    assertThat(grids.at("/" + grid + "/open").asInt())
                            .as(grid)
                            .isEqualTo(listed(token, list).size());
                    assertThat(grids.at("/" + grid + "/overdue").asInt(-1))
                            .isEqualTo(listed(token, list + "&overdue=true").size());
                }
            });
        }
        assertThat(counts(neighbour, "?by=grid").get("grids").size()).isZero();
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThat(get(desk, COUNTS + "?by=unit").statusCode()).isEqualTo(400);
        assertThat(get(desk, COUNTS + "?within=540302").statusCode()).isEqualTo(403);
        assertThat(get(desk, COUNTS + "?status=FILED").statusCode()).isEqualTo(400);
        assertThat(get(desk, "/api/v1/cases?dueBefore=2026-12-01T00:00:00Z").body())
                .contains("not-together");
        assertThat(get(desk, "/api/v1/cases?attention=UNLOCATED&check=SAMPLE").statusCode())
                .isEqualTo(400);
    }
}
