package dev.wangge.cases.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.testing.Infrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database explains every documented combination of filters. */
class WorklistsTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CASES = 6_000;

    /** Two thirds of the deadlines have passed. */
    private static final Instant NOW = FIRST.plusSeconds(CASES * 2 / 3);

    private static final List<ListOrder> ORDERS =
            Stream.of("reportedAt", "-reportedAt", "dueAt", "-dueAt").map(ListOrder::of).toList();

    private static final long SEED = 540328;
    private static final MongoClient MONGO = MongoClients.create(Infrastructure.database());
    private static final MongoCollection<Document> CASES_THERE =
            MONGO.getDatabase("worklists-" + UUID.randomUUID()).getCollection("cases");

    /** Two of them with cases. */
    private static final List<String> SEVERAL =
            Stream.concat(
                            Stream.of("540328101", "540328102"),
                            IntStream.range(300, 398).mapToObj(it -> "540328" + it))
                    .toList();

    @BeforeAll
    static void manyCases() {
        CASES_THERE.createIndexes(ListIndex.models());
        var random = new Random(SEED);
        var all = new ArrayList<Document>();
        for (int i = 0; i < CASES; i++) {
            // The rare ones are the oldest and the newest: in either order they come last.
            all.add(i < 3 || i >= CASES - 3 ? rare(i) : common(i, random));
        }
        CASES_THERE.insertMany(all);
    }

    @AfterAll
    static void close() {
        MONGO.close();
    }

    private static Document common(int i, Random random) {
        var status = random.nextInt(4) > 0 ? Status.DISPATCHED : Status.CLOSED;
        var it =
                new Document("_id", UUID.randomUUID().toString())
                        .append("path", List.of("54", "5403", "540328", "540328101"))
                        .append("status", status.name())
                        .append("kind", List.of(CaseKind.values()).get(random.nextInt(5)).name())
                        .append("assignee", "M-many")
                        .append("updatedAt", Date.from(FIRST.plusSeconds(i)))
                        .append("reportedAt", Date.from(FIRST.plusSeconds(i)));
        if (random.nextInt(4) > 0) {
            it.append("tier", List.of(Tier.values()).get(random.nextInt(2)).name());
        }
        if (random.nextInt(2) == 0) {
            it.append("categoryKeys", keys("540328101", "water", "drinking-water"));
        }
        if (status == Status.DISPATCHED) {
            // In another order than they came in.
            it.append("deadline", Date.from(FIRST.plusSeconds(random.nextInt(CASES))));
            if (random.nextInt(10) > 0) {
                it.append("overdue", true);
            }
        }
        return it;
    }

    private static Document rare(int i) {
        return new Document("_id", UUID.randomUUID().toString())
                .append("path", List.of("54", "5403", "540328", "540328102"))
                .append("status", Status.HANDLED.name())
                .append("kind", CaseKind.ADVICE.name())
                .append("tier", Tier.SUPERIOR.name())
                .append("assignee", "M-few")
                .append("overdue", true)
                .append("deadline", Date.from(FIRST.plusSeconds(i)))
                .append("categoryKeys", keys("540328102", "school"))
                .append("updatedAt", Date.from(FIRST.plusSeconds(i)))
                .append("reportedAt", Date.from(FIRST.plusSeconds(i)));
    }

    private static List<String> keys(String township, String... categories) {
        return CaseStore.categoryKeys(
                List.of("54", "5403", "540328", township), List.of(categories));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    private static <T> List<Optional<T>> anyOf(T... values) {
        return Stream.concat(Stream.of(Optional.<T>empty()), Stream.of(values).map(Optional::of))
                .toList();
    }

    private static List<Worklist> combinations() {
        var middle = FIRST.plusSeconds(CASES / 2);
        var all = new ArrayList<Worklist>();
        for (var status : anyOf(Status.DISPATCHED, Status.HANDLED, Status.VOID)) {
            for (var tier : anyOf(Tier.COMMITTEE, Tier.SUPERIOR)) {
                for (var kind : anyOf(CaseKind.HAZARD, CaseKind.ADVICE)) {
                    for (var assignee : anyOf("M-many", "M-few", "M-nobody")) {
                        for (var overdue : anyOf(true, false)) {
                            for (var order : ORDERS) {
                                all.add(
                                        new Worklist(
                                                status,
                                                tier,
                                                kind,
                                                Optional.empty(),
                                                assignee,
                                                overdue,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                List.of(),
                                                order,
                                                Optional.empty()));
                                all.add(
                                        new Worklist(
                                                status,
                                                tier,
                                                kind,
                                                Optional.empty(),
                                                assignee,
                                                overdue,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                reported(order, FIRST.plusSeconds(1)),
                                                reported(order, middle.plusSeconds(9)),
                                                List.of(),
                                                order,
                                                Optional.of(TimeOrder.cursor(middle, "x"))));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    /** A list by deadline looks up in its cases when they were reported. */
    private static Optional<Instant> reported(ListOrder order, Instant time) {
        return order.isByDeadline() ? Optional.empty() : Optional.of(time);
    }

    @Test
    void noCombinationReadsMuchMoreThanItReturns() {
        var i = 0;
        for (var asked : combinations()) {
            // The scope of a county, of the township of the rare ones, and one without any.
            var division = List.of("540328", "540328102", "540302").get(i % 3);
            var most = i++ % 2 == 0 ? 2 : 51;
            assertFrugal(asked, List.of(division), most);
        }
    }

    /** As many as are asked for at once; the others are asked for after them. */
    @Test
    void whoAnswersForSeveralDivisionsReadsNoMore() {
        var all = combinations();
        // Of each value of each filter some.
        for (int i = 0; i < all.size(); i += 5) {
            var asked = all.get(i);
            var divisions = Worklists.together(SEVERAL, asked).getFirst();
            assertFrugal(asked, divisions, i % 2 == 0 ? 2 : 51);
        }
    }

    /** Whatever else is asked for; of a person's they are looked for among theirs. */
    @Test
    void whatIsAboutOneThingIsReadAlongItsIndex() {
        var i = 0;
        for (var category : List.of("water", "drinking-water", "school", "road")) {
            for (var status : anyOf(Status.DISPATCHED, Status.HANDLED, Status.VOID)) {
                for (var tier : anyOf(Tier.COMMITTEE, Tier.SUPERIOR)) {
                    for (var overdue : anyOf(true, false)) {
                        for (var order : ofReports()) {
                            var asked = about(category, status, tier, overdue, order);
                            var division = List.of("540328", "540328102", "540302").get(i % 3);
                            assertFrugal(asked, List.of(division), i++ % 2 == 0 ? 2 : 51);
                            var several = Worklists.together(SEVERAL, asked).getFirst();
                            assertFrugal(asked, several, 51);
                        }
                    }
                }
            }
        }
    }

    private static List<ListOrder> ofReports() {
        return ORDERS.stream().filter(order -> !order.isByDeadline()).toList();
    }

    private static Worklist about(
            String category,
            Optional<Status> status,
            Optional<Tier> tier,
            Optional<Boolean> overdue,
            ListOrder order) {
        return new Worklist(
                status,
                tier,
                Optional.empty(),
                Optional.of(category),
                Optional.empty(),
                overdue,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                order,
                Optional.empty());
    }

    @Test
    void aListWithoutFiltersIsOneQuestionForAHundredDivisions() {
        var asked = combinations().getFirst();
        assertThat(Worklists.together(SEVERAL, asked)).hasSize(1);
        assertThat(Worklists.together(List.of("540328102", "540328", "5403281"), asked))
                .containsExactly(List.of("540328"));
    }

    @Test
    void changesAreReadInTheOrderOfTheirIndex() {
        CASES_THERE.createIndex(Changes.keys());
        var middle = FIRST.plusSeconds(CASES / 2);
        for (var divisions : List.of(List.of("540328"), List.of("540328101", "540328102"))) {
            var explained =
                    CASES_THERE
                            .find(
                                    Changes.between(
                                            divisions,
                                            FIRST,
                                            FIRST.plusSeconds(CASES),
                                            Optional.of(TimeOrder.cursor(middle, "x"))))
                            .hint(Changes.keys())
                            .sort(TimeOrder.OLDEST_FIRST.sort("updatedAt"))
                            .limit(51)
                            .explain(ExplainVerbosity.EXECUTION_STATS);
            assumeTrue(explained.containsKey("executionStats"), "This database does not explain");
            var stats = explained.get("executionStats", Document.class);
            assertThat(stats.getInteger("nReturned")).isEqualTo(51);
            assertThat(stats.getInteger("totalKeysExamined")).isLessThanOrEqualTo(60);
            assertThat(stats.getInteger("totalDocsExamined")).isLessThanOrEqualTo(52);
        }
    }

    /** By deadline a person's open cases may be read, all that there are; 0 for any other list. */
    private static long openCasesReadWhole(Worklist asked) {
        return asked.order().isByDeadline() && asked.assignee().isPresent()
                ? CASES_THERE.countDocuments(
                                Filters.and(
                                        ListIndex.OPEN,
                                        Filters.eq("assignee", asked.assignee().get())))
                        + 1
                : 0;
    }

    private static void assertFrugal(Worklist asked, List<String> division, int most) {
        var explained =
                CASES_THERE
                        .find(asked.of(division, NOW))
                        .hint(asked.hint())
                        .sort(asked.order().sort())
                        .limit(most)
                        .explain(ExplainVerbosity.EXECUTION_STATS);
        assumeTrue(explained.containsKey("executionStats"), "This database does not explain");
        var stats = explained.get("executionStats", Document.class);
        var returned = stats.getInteger("nReturned");
        long open = openCasesReadWhole(asked);
        assertThat(stats.getInteger("totalKeysExamined"))
                .as("%s in %s, %d at most", asked, division, most)
                .isLessThanOrEqualTo((int) Math.max(3 * returned + 50, open));
        assertThat(stats.getInteger("totalDocsExamined"))
                .as("%s in %s, %d at most", asked, division, most)
                // The one at the cursor is read, too.
                .isLessThanOrEqualTo((int) Math.max(returned + 1, open));
        if (stats.getInteger("totalKeysExamined") == 0) {
            return;
        }
        var plan = explained.get("queryPlanner", Document.class).get("winningPlan", Document.class);
        assertThat(plan.toJson()).doesNotContain("\"SORT\"");
    }
}
