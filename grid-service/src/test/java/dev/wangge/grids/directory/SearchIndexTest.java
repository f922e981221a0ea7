package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.testing.Engine;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who searches a whole country for a name reads what he finds, and little else. */
class SearchIndexTest {
    private static final int PREFECTURES = 40;
    private static final int VILLAGES = 50;

    @Test
    void aSearchLooksIntoEachPrefectureAndNotAtEachEntry() {
        Assumptions.assumeFalse(
                Infrastructure.database().equals(Infrastructure.embedded()),
                "The embedded engine counts nothing");
        try (var stored = new StoredDirectory(Engine.BEST, new MovableClock());
                var client = MongoClients.create(Infrastructure.database())) {
            var directory = stored.open();
            directory.save(villages(), Map.of(), "test");
            var namespace = directory.entries().getNamespace();
            var database = client.getDatabase(namespace.getDatabaseName());
            database.runCommand(new Document("profile", 2));
            assertThat(found(directory, "^bangda")).isEqualTo(PREFECTURES);
            assertThat(found(directory, "^nowhere")).isZero();
            database.runCommand(new Document("profile", 0));

            var queries =
                    database.getCollection("system.profile")
                            .find(
                                    Filters.and(
                                            Filters.eq("op", "query"),
                                            Filters.eq("ns", namespace.getFullName())))
                            .into(new ArrayList<>());
            assertThat(queries).hasSize(2);
            for (var query : queries) {
                assertThat(query.getString("planSummary"))
                        .isEqualTo("IXSCAN { kind: 1, prefecture: 1, search: 1 }");
                assertThat(number(query, "docsExamined")).isLessThanOrEqualTo(PREFECTURES);
                assertThat(number(query, "keysExamined"))
                        .as(query.toJson())
                        .isLessThanOrEqualTo(3 * PREFECTURES + 1);
            }
        }
    }

    private static long number(Document query, String field) {
        return Objects.requireNonNull(query.get(field, Number.class)).longValue();
    }

    private static int found(Directory directory, String start) {
        return directory
                .list(
                        Kind.DIVISION,
                        Within.EVERYWHERE,
                        List.of(Filters.regex("search", Pattern.compile(start))),
                        new Asked(200, null),
                        found -> found)
                .items()
                .size();
    }

    /** One in each prefecture is called 邦达村. */
    private static List<Entry> villages() {
        var villages = new ArrayList<Entry>();
        for (int prefecture = 0; prefecture < PREFECTURES; prefecture++) {
            for (int village = 0; village < VILLAGES; village++) {
                var code = "%d28101%03d".formatted(5400 + prefecture, 200 + village);
                var name = village == 0 ? "邦达村" : "竹卡村";
                villages.add(
                        Entry.of(
                                Kind.DIVISION,
                                code,
                                code,
                                new Document("name", name).append("level", "village"),
                                null));
            }
        }
        return villages;
    }
}
