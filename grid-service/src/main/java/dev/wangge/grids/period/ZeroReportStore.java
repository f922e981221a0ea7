package dev.wangge.grids.period;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.platform.aggregate.AggregateStore;
import dev.wangge.platform.aggregate.AggregateStore.Change;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.web.IdempotencyKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One document a zero-report: how far it is, when it wakes, and the facts it publishes. */
@Component
class ZeroReportStore {
    /** So many runs of an index the database merges in the order of the list, and not many more. */
    private static final int RUNS = 32;

    private final AggregateStore store;
    private final MongoCollection<Document> reports;
    private final MeterRegistry metrics;

    ZeroReportStore(AggregateStores stores, MeterRegistry metrics) {
        this.store = stores.of("zeroReports", ZeroReport.CODEC, Topics.FIELDWORK);
        this.reports = store.documents();
        this.metrics = metrics;
    }

    @PostConstruct
    void createIndexes() {
        reports.createIndex(Indexes.ascending("wakeAt"), new IndexOptions().sparse(true));
        reports.createIndex(Indexes.ascending("period", "slot"));
        reports.createIndex(Indexes.ascending("period", "status", "slot"));
    }

    RelayHealth relayHealth() {
        return store.health();
    }

    /** Stores a new one, unless there is one for its division and day already. */
    void create(ZeroReport report) {
        if (store.insertIfAbsent(report.id(), report.newFacts(), StoredReport.first(report))) {
            count(report.status());
        }
    }

    /**
     * Stores what became of one; nothing when nothing did.
     *
     * @return false when somebody else was quicker: read again
     */
    boolean save(ZeroReport report, Status before, @Nullable IdempotencyKey key) {
        var facts = report.newFacts();
        var more = new ArrayList<Bson>();
        if (key != null) {
            more.add(Updates.push("keys", key.use()));
        }
        if (!facts.isEmpty()) {
            more.add(Updates.inc("version", 1L));
        }
        var fields = facts.isEmpty() ? new Document() : StoredReport.changing(report);
        var present =
                Filters.and(
                        Filters.eq("_id", report.id()), Filters.eq("version", report.version()));
        if (!store.update(new Change(report.id(), present, facts, fields, more))) {
            return false;
        }
        if (report.status() != before) {
            count(report.status());
        }
        return true;
    }

    private void count(Status status) {
        metrics.counter("wangge.zero.reports", "status", status.name()).increment();
    }

    Optional<StoredReport> stored(String id) {
        return Optional.ofNullable(reports.find(Filters.eq("_id", id)).first())
                .map(StoredReport::new);
    }

    Optional<ZeroReport> find(String id) {
        return stored(id).map(StoredReport::now);
    }

    /** Which of these there are already. */
    Set<String> known(Collection<String> ids) {
        return reports.find(Filters.in("_id", ids))
                .projection(Projections.include("_id"))
                .map(found -> found.getString("_id"))
                .into(new HashSet<>());
    }

    /** A report that wants to be looked at, and since when. */
    record Due(String id, Instant since) {}

    /** Those that want to be looked at, the one that waits longest in front. */
    List<Due> due(Instant now, int most) {
        return reports.find(Filters.lte("wakeAt", Date.from(now)))
                .projection(Projections.include("wakeAt"))
                .sort(Sorts.ascending("wakeAt"))
                .limit(most)
                .map(found -> new Due(found.getString("_id"), found.getDate("wakeAt").toInstant()))
                .into(new ArrayList<>());
    }

    /** Ids of those of a period that are still waited for. */
    List<String> missing(String period, int most) {
        return reports.find(
                        Filters.and(
                                Filters.eq("period", period),
                                Filters.in("status", names(Status.MISSING))))
                .projection(Projections.include("_id"))
                .limit(most)
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }

    /**
     * What to look at of a period.
     *
     * @param day null for every day
     * @param prefixes codes without padding
     */
    record Wanted(
            KeyPeriod period,
            @Nullable LocalDate day,
            Collection<Status> status,
            List<String> prefixes) {

        /** The days to look at, from the one of a slot on. */
        private List<LocalDate> days(@Nullable String after) {
            return day != null
                    ? List.of(day)
                    : period.from()
                            .datesUntil(period.to().plusDays(1))
                            .filter(it -> after == null || (it + "~").compareTo(after) > 0)
                            .toList();
        }

        /** Of these days: what lies in a division is in one run of the slots for each of them. */
        private Bson on(List<LocalDate> days) {
            var filters = new ArrayList<Bson>();
            filters.add(Filters.eq("period", period.id()));
            if (!status.isEmpty()) {
                filters.add(Filters.in("status", names(status)));
            }
            filters.add(
                    prefixes.isEmpty()
                            ? Filters.in("slot", List.<String>of())
                            : Filters.or(
                                    days.stream()
                                            .flatMap(its ->
                                                    prefixes.stream()
                                                            .map(p -> StoredReport.slot(its, p)))
                                            .map(slot -> below("slot", slot))
                                            .toList()));
            return Filters.and(filters);
        }

        /** How many days may be asked for together. */
        private int daysAtOnce() {
            return Math.max(1, RUNS / (Math.max(1, prefixes.size()) * Math.max(1, status.size())));
        }

        /** What begins with a prefix: codes and days are digits, a tilde sorts after them. */
        private static Bson below(String field, String prefix) {
            return Filters.and(Filters.gte(field, prefix), Filters.lt(field, prefix + "~"));
        }
    }

    /**
     * By day, then by division, until there are enough. Mostly the first day has them; the further
     * one has to look, the more days are asked for together.
     */
    List<ZeroReport> list(Wanted wanted, @Nullable String after, int most) {
        var list = new ArrayList<ZeroReport>();
        var days = wanted.days(after);
        int end;
        for (int i = 0, many = 1; i < days.size() && list.size() < most; i = end) {
            end = Math.min(days.size(), i + many);
            var on = wanted.on(days.subList(i, end));
            many = Math.min(2 * many, wanted.daysAtOnce());
            reports.find(after == null ? on : Filters.and(on, Filters.gt("slot", after)))
                    .sort(Sorts.ascending("slot"))
                    .limit(most - list.size())
                    .map(found -> new StoredReport(found).now())
                    .into(list);
        }
        return list;
    }

    /** How many there are in each status on a day. */
    Map<Status, Long> counts(Wanted wanted, LocalDate day) {
        var counts = new EnumMap<Status, Long>(Status.class);
        for (var found :
                reports.find(wanted.on(List.of(day)))
                        .projection(Projections.fields(Projections.include("status")))) {
            counts.merge(Status.valueOf(found.getString("status")), 1L, Long::sum);
        }
        return counts;
    }

    private static List<String> names(Collection<Status> status) {
        return status.stream().map(Enum::name).toList();
    }
}
