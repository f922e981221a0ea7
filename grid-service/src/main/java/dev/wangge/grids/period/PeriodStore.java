package dev.wangge.grids.period;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.grids.period.KeyPeriod.Cancelled;
import dev.wangge.grids.period.KeyPeriod.Duty;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.TimeOrder;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * One document a key period. {@code nextDay} is the day whose zero-reports are to be made next,
 * {@code wakeAt} when; both are gone when nothing is left to do.
 */
@Component
class PeriodStore {
    private static final Bson NEWEST_FIRST = TimeOrder.NEWEST_FIRST.sort("createdAt");
    private final MongoCollection<Document> periods;

    PeriodStore(MongoOperations mongo) {
        this.periods = mongo.getCollection("keyPeriods");
    }

    @PostConstruct
    void createIndexes() {
        periods.createIndex(Indexes.ascending("wakeAt"), new IndexOptions().sparse(true));
        periods.createIndex(Indexes.compoundIndex(Indexes.ascending("touches"), NEWEST_FIRST));
        periods.createIndex(Indexes.compoundIndex(Indexes.ascending("places"), NEWEST_FIRST));
    }

    /**
     * Stores a new one.
     *
     * @return false when there is one with its id already, which is left as it is
     */
    boolean create(KeyPeriod period, @Nullable String bodyDigest) {
        var document = new Document("_id", period.id());
        document.putAll(fields(period));
        document.append("createdBy", period.createdBy())
                .append("createdAt", Date.from(period.createdAt()))
                .append("body", bodyDigest)
                .append("version", 1L);
        period.firstDay()
                .ifPresent(day ->
                        document.append("nextDay", day.toString())
                                .append("wakeAt", Date.from(KeyPeriod.start(day))));
        return Inserts.insertIfAbsent(periods, document);
    }

    /** The digest of the body that a key made this period with. */
    Optional<String> madeWith(String id) {
        return Optional.ofNullable(periods.find(Filters.eq("_id", id)).first())
                .map(stored -> stored.getString("body"));
    }

    /**
     * Replaces one of which no day has been begun.
     *
     * @return false when somebody, or its first day, was quicker
     */
    boolean replace(KeyPeriod period, LocalDate firstDayBefore) {
        var changes = new ArrayList<Bson>();
        fields(period).forEach((name, value) -> changes.add(Updates.set(name, value)));
        changes.add(Updates.inc("version", 1L));
        var first = period.firstDay().orElse(period.from());
        changes.add(Updates.set("nextDay", first.toString()));
        changes.add(Updates.set("wakeAt", Date.from(KeyPeriod.start(first))));
        return periods.updateOne(
                                Filters.and(
                                        Filters.eq("_id", period.id()),
                                        Filters.eq("version", period.version()),
                                        Filters.eq("nextDay", firstDayBefore.toString())),
                                Updates.combine(changes))
                        .getMatchedCount()
                == 1;
    }

    /** Cancels one; the sweep then withdraws what is still waited for. */
    boolean cancel(KeyPeriod period, Cancelled cancelled) {
        return periods.updateOne(
                                Filters.and(
                                        Filters.eq("_id", period.id()),
                                        Filters.eq("version", period.version())),
                                Updates.combine(
                                        Updates.set(
                                                "cancelled",
                                                new Document("by", cancelled.by())
                                                        .append("at", Date.from(cancelled.at()))),
                                        Updates.set("wakeAt", Date.from(cancelled.at())),
                                        Updates.unset("nextDay"),
                                        Updates.inc("version", 1L)))
                        .getMatchedCount()
                == 1;
    }

    Optional<KeyPeriod> find(String id) {
        return Optional.ofNullable(periods.find(Filters.eq("_id", id)).first())
                .map(PeriodStore::period);
    }

    /** A period with something to do; read only when it is its turn, or one would stop all. */
    record Due(Document stored) {
        String id() {
            return stored.getString("_id");
        }

        KeyPeriod period() {
            return PeriodStore.period(stored);
        }

        /** The day to begin; null when it was cancelled. */
        @Nullable LocalDate nextDay() {
            var day = stored.getString("nextDay");
            return day == null ? null : LocalDate.parse(day);
        }
    }

    List<Due> due(Instant now, int most) {
        return periods.find(Filters.lte("wakeAt", Date.from(now)))
                .sort(Sorts.ascending("wakeAt"))
                .limit(most)
                .map(Due::new)
                .into(new ArrayList<>());
    }

    /** The reports of this day are made, unless the period was cancelled meanwhile. */
    void dayBegun(KeyPeriod period, LocalDate day) {
        var next = day.plusDays(1);
        var _ =
                periods.updateOne(
                        Filters.and(
                                Filters.eq("_id", period.id()),
                                Filters.eq("nextDay", day.toString())),
                        next.isAfter(period.to())
                                ? Updates.combine(Updates.unset("nextDay"), Updates.unset("wakeAt"))
                                : Updates.combine(
                                        Updates.set("nextDay", next.toString()),
                                        Updates.set("wakeAt", Date.from(KeyPeriod.start(next)))));
    }

    /** Nothing more to do for one that was cancelled. */
    void allWithdrawn(KeyPeriod period) {
        var _ =
                periods.updateOne(
                        Filters.and(Filters.eq("_id", period.id()), Filters.exists("cancelled")),
                        Updates.unset("wakeAt"));
    }

    /** Those that concern divisions within or above these prefixes, newest first. */
    List<KeyPeriod> list(List<String> prefixes, Optional<String> cursor, int most) {
        var after = cursor.map(place -> TimeOrder.NEWEST_FIRST.after("createdAt", place));
        // With each half by itself: of an "or" beside it the database would read and sort all.
        var halves =
                concerning(prefixes)
                        .map(half -> after.map(place -> Filters.and(half, place)).orElse(half))
                        .toList();
        return periods.find(Filters.or(halves))
                .sort(NEWEST_FIRST)
                .limit(most)
                .map(PeriodStore::period)
                .into(new ArrayList<>());
    }

    private static Stream<Bson> concerning(List<String> prefixes) {
        var above = prefixes.stream().flatMap(p -> Codes.path(p).stream()).distinct().toList();
        return Stream.of(Filters.in("touches", prefixes), Filters.in("places", above));
    }

    private static Document fields(KeyPeriod period) {
        var places = period.divisions().stream().map(Codes::prefix).toList();
        return new Document("name", period.name())
                .append("from", period.from().toString())
                .append("to", period.to().toString())
                .append("divisions", period.divisions())
                .append("places", places)
                .append(
                        "touches",
                        places.stream().flatMap(p -> Codes.path(p).stream()).distinct().toList())
                .append("dueBy", period.dueBy().toString())
                .append("remindBefore", period.remindBefore().toString())
                .append(
                        "roster",
                        period.roster().stream()
                                .map(duty ->
                                        new Document("division", duty.division())
                                                .append("recipient", duty.recipient()))
                                .toList());
    }

    private static KeyPeriod period(Document stored) {
        var cancelled = stored.get("cancelled", Document.class);
        return new KeyPeriod(
                stored.getString("_id"),
                stored.getString("name"),
                LocalDate.parse(stored.getString("from")),
                LocalDate.parse(stored.getString("to")),
                stored.getList("divisions", String.class),
                LocalTime.parse(stored.getString("dueBy")),
                Duration.parse(stored.getString("remindBefore")),
                stored.getList("roster", Document.class).stream()
                        .map(duty ->
                                new Duty(duty.getString("division"), duty.getString("recipient")))
                        .toList(),
                stored.getString("createdBy"),
                stored.getDate("createdAt").toInstant(),
                cancelled == null
                        ? null
                        : new Cancelled(
                                cancelled.getString("by"), cancelled.getDate("at").toInstant()),
                stored.get("version", Number.class).longValue());
    }
}
