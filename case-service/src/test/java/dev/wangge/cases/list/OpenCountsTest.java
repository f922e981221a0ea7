package dev.wangge.cases.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.list.CaseCounts.OfGrid;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Over random cases each number is the length of the list that its filter gives. */
class OpenCountsTest {
    private static final int CASES = 400;
    private static final List<String> GRIDS = List.of("540328101201001", "540328102202001");
    private static final List<List<String>> KEYS =
            List.of(
                    List.of("540328"),
                    List.of("540328", "!540328"),
                    List.of("540328101", "by:C-1"),
                    List.of("540328101", "540328102", "540328102202001"),
                    List.of("540302"));

    private final MovableClock clock = MovableClock.stopped();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

    private void in(Engine engine, Consumer<MongoTemplate> story) {
        try (MongoClient client = MongoClients.create(engine.uri())) {
            var mongo = new MongoTemplate(client, "counts-" + UUID.randomUUID());
            mongo.getCollection("cases").createIndexes(ListIndex.models());
            story.accept(mongo);
            mongo.getDb().drop();
        }
    }

    private OpenCounts counts(MongoTemplate mongo, int most) {
        var counts = new OpenCounts(mongo, Stores.of(mongo, clock), most);
        counts.createIndex();
        return counts;
    }

    private Document random(Random random) {
        var status = List.of(Status.values()).get(random.nextInt(Status.values().length));
        var grid = GRIDS.get(random.nextInt(2));
        var mark = random.nextInt(5) == 0 ? "!" : "";
        var keys =
                new ArrayList<>(
                        Stream.of(2, 4, 6, 9, 12, 15)
                                .map(digits -> mark + grid.substring(0, digits))
                                .toList());
        if (!mark.isEmpty() && random.nextBoolean()) {
            keys.add("by:C-1");
        }
        var it =
                new Document("_id", UUID.randomUUID().toString())
                        .append("path", keys)
                        .append("status", status.name())
                        .append("kind", List.of(CaseKind.values()).get(random.nextInt(6)).name())
                        .append("reportedAt", Date.from(now.minusSeconds(random.nextInt(99_999))));
        if (random.nextInt(4) > 0) {
            it.append("gridKey", mark + grid);
        }
        if (Status.OPEN.contains(status)) {
            // At the very bounds, too.
            it.append("deadline", Date.from(now.plusSeconds(1_800L * (random.nextInt(9) - 4))));
            var why = new ArrayList<String>();
            for (var one : Attention.values()) {
                if (random.nextInt(4) == 0) {
                    why.add(one.name());
                }
            }
            if (!why.isEmpty()) {
                it.append("attentionKeys", CaseStore.categoryKeys(keys, why));
            }
        }
        return it;
    }

    private MongoCollection<Document> filled(MongoTemplate mongo, long seed) {
        var random = new Random(seed);
        var cases = mongo.getCollection("cases");
        cases.insertMany(Stream.generate(() -> random(random)).limit(CASES).toList());
        return cases;
    }

    private static Worklist asked(
            Optional<Status> status,
            Optional<CaseKind> kind,
            Optional<Boolean> overdue,
            Optional<Attention> attention,
            Optional<Instant> dueBefore,
            String sort) {
        return new Worklist(
                status,
                Optional.empty(),
                kind,
                Optional.empty(),
                Optional.empty(),
                overdue,
                Optional.empty(),
                attention,
                dueBefore,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ListOrder.of(sort),
                Optional.empty());
    }

    private static <T> Optional<T> any() {
        return Optional.empty();
    }

    private long listed(MongoCollection<Document> cases, List<String> keys, Worklist asked) {
        return Worklists.together(keys, asked).stream()
                .flatMap(some ->
                        cases
                                .find(asked.of(some, now))
                                .hint(asked.hint())
                                .sort(asked.order().sort())
                                .map(found -> found.getString("_id"))
                                .into(new ArrayList<>())
                                .stream())
                .distinct()
                .count();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachNumberIsTheLengthOfItsList(Engine engine) {
        long seed = System.nanoTime();
        in(
                engine,
                mongo -> {
                    var cases = filled(mongo, seed);
                    var counts = counts(mongo, OpenCounts.MOST);
                    // Too many to be counted together, and each of them few enough.
                    var apart = counts(mongo, CASES / 3);
                    for (var keys : KEYS) {
                        var whole = counts.of(keys, now);
                        assertThat(whole.atLeast()).isNull();
                        assertIsListed(whole, cases, keys, seed);
                        var bounded = apart.of(keys, now);
                        if (Long.valueOf(CASES / 3).equals(bounded.open())) {
                            assertThat(bounded.atLeast()).containsExactly("open");
                            assertThat(bounded)
                                    .usingRecursiveComparison()
                                    .ignoringFields("open", "atLeast")
                                    .isEqualTo(whole);
                        }
                    }
                    assertThat(apart.of(KEYS.get(1), now).atLeast())
                            .as("seed %d", seed)
                            .isNotEmpty();
                });
    }

    private void assertIsListed(
            CaseCounts counted, MongoCollection<Document> cases, List<String> keys, long seed) {
        var hour = Optional.of(now.plus(1, ChronoUnit.HOURS));
        assertThat(
                        Stream.of(
                                asked(any(), any(), any(), any(), any(), "dueAt"),
                                asked(any(), any(), Optional.of(false), any(), hour, "dueAt"),
                                asked(any(), any(), Optional.of(true), any(), any(), "dueAt"),
                                asking(Attention.UNLOCATED, "-reportedAt"),
                                asking(Attention.NOBODY_ON_DUTY, "dueAt"),
                                asking(Attention.RETURNED, "-dueAt"),
                                asked(
                                        Optional.of(Status.HANDLED),
                                        any(),
                                        any(),
                                        any(),
                                        any(),
                                        "dueAt"),
                                asked(
                                        any(),
                                        Optional.of(CaseKind.EMERGENCY),
                                        any(),
                                        any(),
                                        any(),
                                        "dueAt")))
                .as("seed %d, %s", seed, keys)
                .map(asked -> listed(cases, keys, asked))
                .containsExactly(
                        counted.open(),
                        counted.dueWithinHour(),
                        counted.overdue(),
                        counted.unlocated(),
                        counted.nobodyOnDuty(),
                        counted.returned(),
                        counted.waitingForVerification(),
                        counted.emergencies());
        assertThat(counted.byStatus()).hasSize(Status.OPEN.size());
        for (var status : Status.OPEN) {
            var asked = asked(Optional.of(status), any(), any(), any(), any(), "dueAt");
            assertThat(counted.byStatus()).containsEntry(status, listed(cases, keys, asked));
        }
    }

    private static Worklist asking(Attention why, String sort) {
        return asked(any(), any(), any(), Optional.of(why), any(), sort);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eachGridHasItsOwn(Engine engine) {
        long seed = System.nanoTime();
        in(
                engine,
                mongo -> {
                    var cases = filled(mongo, seed);
                    var counts = counts(mongo, OpenCounts.MOST);
                    for (var mark : List.of(List.of("540328"), List.of("540328", "!540328"))) {
                        var counted = counts.byGrid(mark, now);
                        assertThat(counted.atLeast()).isNull();
                        assertThat(counted.open()).isNull();
                        for (var grid : GRIDS) {
                            var open = new ArrayList<Document>();
                            for (var it : cases.find()) {
                                var key = it.getString("gridKey");
                                if (key != null
                                        && (key.equals(grid)
                                                || (mark.size() == 2 && key.equals("!" + grid)))
                                        && it.getDate("deadline") != null) {
                                    open.add(it);
                                }
                            }
                            long late =
                                    open.stream()
                                            .filter(it ->
                                                    it.getDate("deadline")
                                                            .toInstant()
                                                            .isBefore(now))
                                            .count();
                            assertThat(counted.grids())
                                    .as("seed %d", seed)
                                    .containsEntry(grid, new OfGrid(open.size(), late));
                        }
                    }
                    assertThat(counts.byGrid(List.of("540302"), now).grids()).isEmpty();
                });
    }

    /** What is closed is not read, nor is any case itself. */
    @Test
    void onlyTheIndexOfOpenCasesIsRead() {
        in(
                Engine.BEST,
                mongo -> {
                    var cases = filled(mongo, 540328);
                    var all = new ArrayList<Document>();
                    for (int i = 0; i < 3_000; i++) {
                        var closed = random(new Random(i));
                        all.add(closed.append("status", "CLOSED").append("deadline", null));
                    }
                    cases.insertMany(all);
                    counts(mongo, OpenCounts.MOST);
                    var keys = List.of("540328", "!540328");
                    Bson open = OpenCounts.openUnder(keys);
                    var explained =
                            cases.aggregate(
                                            List.of(
                                                    new Document("$match", open),
                                                    new Document("$limit", 10_001),
                                                    OpenCounts.byWhatIsCounted(now)))
                                    .hint(ListIndex.DEADLINE.keys())
                                    .explain(ExplainVerbosity.EXECUTION_STATS)
                                    .toJson();
                    if (!explained.contains("totalDocsExamined")) {
                        return; // This database does not explain.
                    }
                    assertThat(explained).contains("\"totalDocsExamined\": 0");
                    assertThat(explained).containsPattern("\"totalKeysExamined\": [1-5]\\d\\d,");
                });
    }
}
