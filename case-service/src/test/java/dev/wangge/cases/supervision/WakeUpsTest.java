package dev.wangge.cases.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClients;
import dev.wangge.testing.Infrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    /** Every second, whether or not anything is due: it may not read all that is open. */
    @Test
    void whatIsDueIsFoundWithoutReadingWhatIsNot() {
        try (var mongo = MongoClients.create(Infrastructure.database())) {
            var cases = mongo.getDatabase("wakeups-" + UUID.randomUUID()).getCollection("cases");
            cases.createIndexes(List.of(WakeUps.index()));
            var all = new ArrayList<Document>();
            for (int i = 0; i < 3_000; i++) {
                all.add(waking(i, "DISPATCHED", NOW.plusSeconds(1 + i)));
            }
            for (int i = 0; i < 6; i++) {
                var ended = waking(4_000 + i, "CLOSED", NOW.minusSeconds(i));
                all.add(ended.append(i < 3 ? "check" : "errand", "x"));
                all.add(waking(5_000 + i, "FILED", NOW.minusSeconds(i)));
            }
            cases.insertMany(all);

            var found =
                    WakeUps.dueBy(cases, NOW)
                            .map(some -> {
                                var explained = some.explain(ExplainVerbosity.EXECUTION_STATS);
                                assumeTrue(
                                        explained.containsKey("executionStats"),
                                        "This database does not explain");
                                var stats = explained.get("executionStats", Document.class);
                                assertThat(stats.getInteger("totalKeysExamined")).isLessThan(30);
                                assertThat(explained.toJson()).doesNotContain("\"SORT\"");
                                return stats.getInteger("nReturned");
                            })
                            .toList();

            assertThat(found).containsExactly(6, 3, 3);
        }
    }

    private static Document waking(int i, String status, Instant at) {
        return new Document("_id", "case-" + i)
                .append("status", status)
                .append("wakeAt", Date.from(at));
    }
}
