package dev.wangge.cases.list;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.cases.life.CaseSnapshot;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.list.CaseCounts.OfGrid;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.web.Times;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts open cases as lists by deadline find them, along the same indexes, which hold nothing that
 * has ended: however many are stored, only what is open is read, and of that no more than a bound.
 */
@Component
class OpenCounts {
    /** What is more is said to be at least so many. */
    static final int MOST = 10_000;

    private static final int MOST_GRIDS = 20_000;
    private static final int MOST_IN_GRIDS = 100_000;
    private static final Duration SOON = Duration.ofHours(1);
    private static final int AT_ONCE = 500;
    private static final String DEADLINE = "deadline";

    private final MongoCollection<Document> cases;
    private final CaseStore store;

    private final int most;

    @Autowired
    OpenCounts(MongoOperations mongo, CaseStore store) {
        this(mongo, store, MOST);
    }

    OpenCounts(MongoOperations mongo, CaseStore store, int most) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
        this.most = most;
    }

    @PostConstruct
    void createIndex() {
        cases.createIndex(gridKeys(), new IndexOptions().partialFilterExpression(ListIndex.OPEN));
    }

    private static Bson gridKeys() {
        return Indexes.ascending(CaseStore.GRID_KEY, DEADLINE);
    }

    /** All that lie under these keys, as they are at this moment. */
    CaseCounts of(Collection<String> keys, Instant now) {
        var under = Codes.outermost(keys);
        var rows = rows(under, now);
        var counted =
                rows.stream().mapToLong(Row::cases).sum() > most
                        ? new Bounded(under, now)
                        : new Whole(rows);
        var atLeast = new ArrayList<String>();
        var byStatus = new EnumMap<Status, Long>(Status.class);
        for (var status : Status.OPEN) {
            byStatus.put(status, bounded("byStatus." + status, counted.in(status), atLeast));
        }
        return new CaseCounts(
                Times.utc(now),
                bounded("open", counted.open(), atLeast),
                bounded("dueWithinHour", counted.soon(), atLeast),
                bounded("overdue", counted.late(), atLeast),
                bounded("unlocated", asking(Attention.UNLOCATED, under), atLeast),
                bounded("nobodyOnDuty", asking(Attention.NOBODY_ON_DUTY, under), atLeast),
                bounded("returned", asking(Attention.RETURNED, under), atLeast),
                bounded("waitingForVerification", counted.in(Status.HANDLED), atLeast),
                bounded("emergencies", counted.emergencies(), atLeast),
                byStatus,
                null,
                atLeast.isEmpty() ? null : List.copyOf(atLeast));
    }

    private long bounded(String name, long counted, List<String> atLeast) {
        if (counted > most) {
            atLeast.add(name);
        }
        return Math.min(counted, most);
    }

    /** The numbers of open cases, each one more than the bound where it is greater. */
    private interface Numbers {
        long open();

        long soon();

        long late();

        long emergencies();

        long in(Status status);
    }

    /** So many alike: read once for all numbers together. */
    private record Row(Status status, CaseKind kind, String due, long cases) {
        private static Row of(Document row) {
            var which = row.get("_id", Document.class);
            return new Row(
                    Status.valueOf(which.getString("status")),
                    CaseKind.valueOf(which.getString("kind")),
                    which.getString("due"),
                    row.get("cases", Number.class).longValue());
        }
    }

    /** Stops soon after it is clear that they are too many to be counted together. */
    private List<Row> rows(List<String> keys, Instant now) {
        return cases.aggregate(
                        List.of(
                                new Document("$match", openUnder(keys)),
                                new Document("$limit", most + 1),
                                byWhatIsCounted(now)))
                .hint(ListIndex.DEADLINE.keys())
                .map(Row::of)
                .into(new ArrayList<>());
    }

    static Document byWhatIsCounted(Instant now) {
        var due =
                new Document(
                        "$cond",
                        List.of(
                                before(now),
                                "LATE",
                                new Document(
                                        "$cond",
                                        List.of(before(now.plus(SOON)), "SOON", "LATER"))));
        return new Document(
                "$group",
                new Document(
                                "_id",
                                new Document("status", "$status")
                                        .append("kind", "$kind")
                                        .append("due", due))
                        .append("cases", new Document("$sum", 1)));
    }

    private static Document before(Instant time) {
        return new Document("$lt", List.of("$" + DEADLINE, Date.from(time)));
    }

    static Bson openUnder(List<String> keys) {
        return Filters.and(
                Filters.in("path", keys),
                ListIndex.OPEN,
                Filters.gte(DEADLINE, Date.from(Instant.EPOCH)));
    }

    private record Whole(List<Row> rows) implements Numbers {
        @Override
        public long open() {
            return rows.stream().mapToLong(Row::cases).sum();
        }

        @Override
        public long soon() {
            return due("SOON");
        }

        @Override
        public long late() {
            return due("LATE");
        }

        private long due(String when) {
            return rows.stream().filter(row -> row.due().equals(when)).mapToLong(Row::cases).sum();
        }

        @Override
        public long emergencies() {
            return rows.stream()
                    .filter(row -> row.kind() == CaseKind.EMERGENCY)
                    .mapToLong(Row::cases)
                    .sum();
        }

        @Override
        public long in(Status status) {
            return rows.stream().filter(row -> row.status() == status).mapToLong(Row::cases).sum();
        }
    }

    /** Each for itself, up to the bound. */
    private final class Bounded implements Numbers {
        private final List<String> keys;
        private final Instant now;

        private Bounded(List<String> keys, Instant now) {
            this.keys = keys;
            this.now = now;
        }

        @Override
        public long open() {
            return most + 1L;
        }

        @Override
        public long soon() {
            return counted(
                    Filters.and(
                            Filters.gte(DEADLINE, Date.from(now)),
                            Filters.lt(DEADLINE, Date.from(now.plus(SOON)))));
        }

        @Override
        public long late() {
            return counted(Filters.lt(DEADLINE, Date.from(now)));
        }

        @Override
        public long emergencies() {
            return counted(Filters.eq("kind", CaseKind.EMERGENCY.name()));
        }

        @Override
        public long in(Status status) {
            return counted(Filters.eq("status", status.name()));
        }

        private long counted(Bson more) {
            return count(Filters.and(openUnder(keys), more), ListIndex.DEADLINE);
        }
    }

    private long asking(Attention why, List<String> keys) {
        return count(
                Filters.in(
                        CaseStore.ATTENTION_KEYS,
                        CaseStore.categoryKeys(keys, List.of(why.name()))),
                ListIndex.ATTENTION);
    }

    private long count(Bson which, ListIndex index) {
        return cases.countDocuments(which, new CountOptions().limit(most + 1).hint(index.keys()));
    }

    /**
     * Of each grid, as they are at this moment.
     *
     * @param keys prefixes of those that cases of a grid are found by
     */
    CaseCounts byGrid(Collection<String> keys, Instant now) {
        var grids = new TreeMap<String, OfGrid>();
        var isWhole = true;
        for (var prefix : Codes.outermost(keys)) {
            long counted = 0;
            for (var row : inGrids(prefix, now)) {
                counted += row.get("open", Number.class).longValue();
                grids.merge(code(row.getString("_id")), ofGrid(row), OpenCounts::sum);
            }
            isWhole &= counted < MOST_IN_GRIDS;
        }
        while (grids.size() > MOST_GRIDS) {
            grids.pollLastEntry();
            isWhole = false;
        }
        return inGrids(grids, isWhole, now);
    }

    private static CaseCounts inGrids(Map<String, OfGrid> grids, boolean isWhole, Instant now) {
        @Nullable Long none = null;
        return new CaseCounts(
                Times.utc(now),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                null,
                grids,
                isWhole ? null : List.of("grids"));
    }

    private List<Document> inGrids(String prefix, Instant now) {
        return cases.aggregate(
                        List.of(
                                new Document(
                                        "$match",
                                        Filters.and(
                                                Filters.gte(CaseStore.GRID_KEY, prefix),
                                                Filters.lt(CaseStore.GRID_KEY, prefix + ":"),
                                                ListIndex.OPEN)),
                                new Document("$limit", MOST_IN_GRIDS),
                                new Document(
                                        "$group",
                                        new Document("_id", "$" + CaseStore.GRID_KEY)
                                                .append("open", new Document("$sum", 1))
                                                .append(
                                                        "overdue",
                                                        new Document(
                                                                "$sum",
                                                                new Document(
                                                                        "$cond",
                                                                        List.of(
                                                                                before(now),
                                                                                1,
                                                                                0))))),
                                new Document("$limit", MOST_GRIDS + 1)))
                .hint(gridKeys())
                .into(new ArrayList<>());
    }

    private static OfGrid ofGrid(Document row) {
        return new OfGrid(
                row.get("open", Number.class).longValue(),
                row.get("overdue", Number.class).longValue());
    }

    private static OfGrid sum(OfGrid one, OfGrid other) {
        return new OfGrid(one.open() + other.open(), one.overdue() + other.overdue());
    }

    /** Those of a grid that few may see are counted with the others, for whoever may. */
    private static String code(String key) {
        return key.substring(key.length() - 15);
    }

    /** Open cases that a version before stored get what these numbers are counted by. */
    @Scheduled(initialDelay = 10_000)
    void giveWhatIsCounted() {
        for (var ids = ofBefore(); !ids.isEmpty(); ids = ofBefore()) {
            // To read them is enough.
            var read = store.find(ids);
            if (read.isEmpty()) {
                return;
            }
        }
    }

    private List<String> ofBefore() {
        return cases.find(
                        Filters.and(
                                Filters.in("path", Worklists.ANYWHERE),
                                ListIndex.OPEN,
                                Filters.gte(DEADLINE, Date.from(Instant.EPOCH)),
                                CaseSnapshot.ofBefore()))
                .hint(ListIndex.DEADLINE.keys())
                .projection(Projections.include("_id"))
                .limit(AT_ONCE)
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }
}
