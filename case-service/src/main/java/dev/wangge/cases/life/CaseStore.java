package dev.wangge.cases.life;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.TimeOrder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * One document a case: its facts (timeline and outbox in one), the texts beside them, and fields
 * for queries that can be recomputed from the facts.
 */
@Component
public class CaseStore {
    private static final Bson NEWEST_FIRST = TimeOrder.NEWEST_FIRST.sort("reportedAt");
    private static final Logger log = LoggerFactory.getLogger(CaseStore.class);
    private final MongoCollection<Document> cases;
    private final Buckets buckets;
    private final FactRelay relay;

    CaseStore(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.cases = mongo.getCollection("cases");
        this.buckets = new Buckets(cases, mongo.getCollection("caseBuckets"));
        this.relay =
                new FactRelay(
                        cases,
                        kafka,
                        new EventCodec(CaseEvent.class),
                        clock,
                        metrics,
                        Topics.CASES,
                        "/case-service");
    }

    @PostConstruct
    void createIndexes() {
        relay.createIndex();
        cases.createIndex(Indexes.compoundIndex(Indexes.ascending("path"), NEWEST_FIRST));
        cases.createIndex(
                Indexes.compoundIndex(Indexes.ascending("path", "status", "kind"), NEWEST_FIRST));
        // Whose it is narrows more than where it lies: one entry will do, not one for each code.
        cases.createIndex(Indexes.compoundIndex(Indexes.ascending("assignee"), NEWEST_FIRST));
        cases.createIndex(
                Indexes.ascending("dueAt", "status", "kind"), new IndexOptions().sparse(true));
        cases.createIndex(Indexes.ascending("locatingPostponed"), new IndexOptions().sparse(true));
    }

    @PreDestroy
    void close() {
        relay.close();
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        relay.sweep();
    }

    /**
     * Stores a new case.
     *
     * @return false when there is one with its id already, which is left as it is
     */
    public boolean create(Case it, @Nullable IdempotencyKey key) {
        var document =
                new Document("_id", it.id())
                        .append("seq", it.seq())
                        .append("facts", it.facts().stream().map(Fact::toDocument).toList())
                        .append("texts", it.texts().added())
                        .append("keys", key == null ? List.of() : List.of(used(key, it.seq())))
                        .append("relay", relay.firstLease());
        document.putAll(queryFields(it));
        if (!Inserts.isFirst(cases, document)) {
            return false;
        }
        relay.publishNew(it.id(), List.copyOf(it.facts()));
        return true;
    }

    /**
     * Stores what was recorded since the case was read.
     *
     * @return false when somebody else was quicker: read again
     */
    public boolean append(Case it, @Nullable IdempotencyKey key) {
        if (it.newFacts().isEmpty()) {
            return true;
        }
        if (!relay.write(write(it, key))) {
            return false;
        }
        moveOldFacts(it);
        return true;
    }

    /**
     * Stores what was recorded of each of these cases.
     *
     * @return false when somebody else was quicker with one of them: some may be stored
     */
    boolean append(List<Case> changed) {
        if (changed.isEmpty()) {
            return true;
        }
        var all = relay.writeAll(changed.stream().map(it -> write(it, null)).toList());
        changed.forEach(this::moveOldFacts);
        return all;
    }

    private static FactRelay.Write write(Case it, @Nullable IdempotencyKey key) {
        var added = List.copyOf(it.newFacts());
        var changes = new ArrayList<Bson>();
        changes.add(Updates.set("seq", it.seq()));
        changes.add(Updates.pushEach("facts", added.stream().map(Fact::toDocument).toList()));
        if (!it.texts().added().isEmpty()) {
            changes.add(Updates.pushEach("texts", it.texts().added()));
        }
        if (key != null) {
            changes.add(Updates.push("keys", used(key, it.seq())));
        }
        queryFields(it)
                .forEach((name, value) ->
                        changes.add(
                                value == null ? Updates.unset(name) : Updates.set(name, value)));
        var asRead =
                Filters.and(
                        Filters.eq("_id", it.id()), Filters.eq("seq", added.getFirst().seq() - 1));
        return new FactRelay.Write(it.id(), asRead, changes, added);
    }

    private void moveOldFacts(Case it) {
        if (Buckets.due(it.seq(), it.newFacts().size())) {
            moveOldFacts(it.id());
        }
    }

    private void moveOldFacts(String id) {
        try {
            buckets.move(id);
        } catch (MongoException e) {
            // What was asked is done; the next facts move the old ones.
            log.warn("The old facts of {} stay for now: {}", id, e.getMessage());
        }
    }

    public Optional<StoredCase> find(String id) {
        return buckets.with(cases.find(Filters.eq("_id", id)).into(new ArrayList<>())).stream()
                .findFirst();
    }

    List<StoredCase> find(Collection<String> ids) {
        return buckets.with(cases.find(Filters.in("_id", ids)).into(new ArrayList<>()));
    }

    /** Cases that wait to be located, oldest first. */
    public List<String> postponed(int most) {
        return cases.find(Filters.exists("locatingPostponed"))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("locatingPostponed"))
                .limit(most)
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }

    List<StoredCase> list(Bson filter, TimeOrder order, int most) {
        return buckets.with(
                cases.find(filter)
                        .sort(order.sort("reportedAt"))
                        .limit(most)
                        .into(new ArrayList<>()));
    }

    /** Cases that wait past the due time of their step, by state and kind: as many as are late. */
    public List<Late> late(Instant now) {
        return cases.aggregate(
                        List.of(
                                new Document(
                                        "$match",
                                        new Document("dueAt", new Document("$lt", Date.from(now)))),
                                new Document(
                                        "$group",
                                        new Document(
                                                        "_id",
                                                        new Document("status", "$status")
                                                                .append("kind", "$kind"))
                                                .append("cases", new Document("$sum", 1)))))
                .map(row -> Late.of(row.get("_id", new Document()), row))
                .into(new ArrayList<>());
    }

    /** So many cases of a kind in a state are late. */
    public record Late(Status status, Kind kind, long cases) {
        private static Late of(Document which, Document row) {
            return new Late(
                    Status.valueOf(which.getString("status")),
                    Kind.valueOf(which.getString("kind")),
                    row.get("cases", Number.class).longValue());
        }
    }

    /**
     * Cases in one state, of one kind, or both. Every state and every kind is named where none is
     * asked for: one index then serves them all, in the order of the list; a second one would take
     * an entry for each code of a case's path.
     */
    static Bson statusAndKind(Optional<Status> status, Optional<Kind> kind) {
        return Filters.and(
                Filters.in("status", names(status, Status.values())),
                Filters.in("kind", names(kind, Kind.values())));
    }

    private static <T extends Enum<T>> List<String> names(Optional<T> one, T[] all) {
        return one.map(List::of).orElse(List.of(all)).stream().map(Enum::name).toList();
    }

    static Bson overdueFilter(Instant now) {
        return Filters.and(
                Filters.in("status", Status.DISPATCHED.name(), Status.IN_PROGRESS.name()),
                Filters.lt("handleBy", Date.from(now)));
    }

    RelayHealth relayHealth() {
        return new RelayHealth(relay);
    }

    private static Document queryFields(Case it) {
        var assignee = it.assignee();
        var fields =
                new Document("number", it.number())
                        .append("kind", it.kind().name())
                        .append("status", it.status().name())
                        .append("tier", it.tier() == null ? null : String.valueOf(it.tier()))
                        .append("path", it.path())
                        .append("reportedAt", Date.from(it.reportedAt()))
                        .append("assignee", assignee == null ? null : assignee.code())
                        .append("handleBy", date(it.handleBy()))
                        .append("dueAt", date(it.dueAt()))
                        .append("counts", Counts.of(it))
                        .append(
                                "locatingPostponed",
                                it.locatingPostponed() ? Date.from(it.reportedAt()) : null);
        if (it.seq() == it.newFacts().size()) {
            fields.values().removeIf(java.util.Objects::isNull);
        }
        return fields;
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    /** A key's use, and the fact it led to. */
    private static Document used(IdempotencyKey key, long seq) {
        return key.use().append("seq", seq);
    }
}
