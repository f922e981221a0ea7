package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A member was three days where there is no signal, and brings what they did. */
@InCounty
class OutOfCoverageTest {
    private static final int DEEDS = 12;

    /** As a device makes it, from the time and dice. */
    private static String id(Instant at) {
        long dice = ThreadLocalRandom.current().nextLong();
        return new UUID(
                        at.toEpochMilli() << 16 | 0x7000 | (dice & 0xfff),
                        1L << 63 | ThreadLocalRandom.current().nextLong() >>> 2)
                .toString();
    }

    private static String handled(String report, Instant at) {
        return """
        {"id":"%s","deviceTime":"%s","case":"%s","action":"handle","fields":{"what":"换了水龙头"}}\
        """
                .formatted(id(at), at, report);
    }

    private static String reported(String id, Instant at, Place place) {
        String report = Report.hazard("水龙头滴水").at(place).body();
        return "{\"id\":\"%s\",\"deviceTime\":\"%s\",".formatted(id, at)
                + report.replace("HAZARD", "REQUEST").substring(1);
    }

    /** What is answered for each, in their order. */
    private static List<Integer> batch(Client who, List<String> items) {
        Answer answer = who.post("/api/v1/cases:batch", "[" + String.join(",", items) + "]");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(it -> it.path("status").asInt())
                .toList();
    }

    /** As devices do: until each is done; on a busy machine a case is given out a moment later. */
    private static void sendUntilDone(Client who, List<String> items) {
        await("all of it is done")
                .atMost(County.IN_THE_END)
                .ignoreExceptions()
                .until(() -> Set.of(200, 201).containsAll(batch(who, items)));
    }

    @Test
    void allOfItIsThereOnceThoughTheServiceIsKilledMeanwhile(County county) {
        Client member = county.client("county-handler");
        Place place = county.places().getFirst();
        Instant before = Instant.now().minus(Duration.ofDays(3));
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < DEEDS; i++) {
            Instant at = before.plus(Duration.ofHours(6L * i));
            String id = id(at);
            ids.add(id);
            List<String> batch = i < DEEDS / 2 ? first : second;
            // What was done about it lies before it.
            batch.add(handled(id, at.plusSeconds(1_800)));
            batch.add(reported(id, at, place));
        }

        sendUntilDone(member, first);
        county.part("case-service").kill();
        county.part("case-service").awaitUp();
        // The device knows of no answer.
        sendUntilDone(member, first);
        sendUntilDone(member, second);

        for (String id : ids) {
            assertThat(member.theCase(id).path("status").asString()).isEqualTo("HANDLED");
            JsonNode facts =
                    member.get("/api/v1/cases/" + id + "/timeline?limit=200").json().path("items");
            assertThat(facts.findValuesAsString("type"))
                    .filteredOn("wangge.case.handled.v1"::equals)
                    .hasSize(1);
            assertThat(facts.findValuesAsString("type"))
                    .filteredOn("wangge.case.recorded-on-device.v1"::equals)
                    .hasSize(2);
        }
    }
}
