package dev.wangge.cases.life;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
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
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
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
    private final MongoCollection<Document> cases;
    private final FactRelay relay;

    CaseStore(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.cases = mongo.getCollection("cases");
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
        cases.createIndex(Indexes.compoundIndex(Indexes.ascending("path"), newestFirst()));
        cases.createIndex(
                Indexes.compoundIndex(Indexes.ascending("path", "status"), newestFirst()));
        cases.createIndex(Indexes.compoundIndex(Indexes.ascending("path", "kind"), newestFirst()));
        cases.createIndex(
                Indexes.compoundIndex(Indexes.ascending("path", "assignee"), newestFirst()));
        cases.createIndex(Indexes.ascending("status", "kind", "tier", "handleBy"));
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
    public boolean create(Case it, @Nullable RequestKey key) {
        var document =
                new Document("_id", it.id())
                        .append("seq", it.seq())
                        .append("facts", it.facts().stream().map(Fact::toDocument).toList())
                        .append("texts", it.texts().added())
                        .append("keys", key == null ? List.of() : List.of(key.toDocument(it.seq())))
                        .append("relay", relay.firstLease());
        document.putAll(queryFields(it));
        try {
            cases.insertOne(document);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
        relay.publishNew(it.id(), List.copyOf(it.facts()));
        return true;
    }

    /**
     * Stores what was recorded since the case was read.
     *
     * @return false when somebody else was quicker: read again
     */
    public boolean append(Case it, @Nullable RequestKey key) {
        var added = it.newFacts();
        if (added.isEmpty()) {
            return true;
        }
        var changes = new ArrayList<Bson>();
        changes.add(Updates.set("seq", it.seq()));
        changes.add(Updates.pushEach("facts", added.stream().map(Fact::toDocument).toList()));
        if (!it.texts().added().isEmpty()) {
            changes.add(Updates.pushEach("texts", it.texts().added()));
        }
        if (key != null) {
            changes.add(Updates.push("keys", key.toDocument(it.seq())));
        }
        queryFields(it)
                .forEach((name, value) ->
                        changes.add(
                                value == null ? Updates.unset(name) : Updates.set(name, value)));
        changes.add(relay.pending());
        var written =
                cases.updateOne(
                        Filters.and(
                                Filters.eq("_id", it.id()),
                                Filters.eq("seq", added.getFirst().seq() - 1)),
                        Updates.combine(changes));
        if (written.getMatchedCount() == 0) {
            return false;
        }
        relay.publish(it.id());
        return true;
    }

    public Optional<Stored> find(String id) {
        return Optional.ofNullable(cases.find(Filters.eq("_id", id)).first()).map(Stored::new);
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

    List<Stored> list(Bson filter, int most) {
        return cases.find(filter)
                .sort(newestFirst())
                .limit(most)
                .map(Stored::new)
                .into(new ArrayList<>());
    }

    /** Open cases by kind, tier and state, counted over the open ones only. */
    List<Document> openByKindTierStatus() {
        return cases.aggregate(
                        List.of(
                                new Document(
                                        "$match",
                                        new Document(
                                                "status",
                                                new Document(
                                                        "$in",
                                                        Status.OPEN.stream()
                                                                .map(Enum::name)
                                                                .toList()))),
                                new Document(
                                        "$group",
                                        new Document(
                                                        "_id",
                                                        new Document("status", "$status")
                                                                .append("kind", "$kind")
                                                                .append("tier", "$tier"))
                                                .append("count", new Document("$sum", 1)))))
                .into(new ArrayList<>());
    }

    long overdue(Instant now) {
        return cases.countDocuments(overdueFilter(now));
    }

    static Bson overdueFilter(Instant now) {
        return Filters.and(
                Filters.in("status", Status.DISPATCHED.name(), Status.IN_PROGRESS.name()),
                Filters.lt("handleBy", Date.from(now)));
    }

    RelayHealth relayHealth() {
        return new RelayHealth(relay);
    }

    private static Bson newestFirst() {
        return Sorts.descending("reportedAt", "_id");
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

    /** A case as it is stored, to be folded as it is or as it was. */
    public static final class Stored {
        private final Document document;

        Stored(Document document) {
            this.document = document;
        }

        public String id() {
            return document.getString("_id");
        }

        public List<String> path() {
            return document.getList("path", String.class);
        }

        public Case now() {
            return at(Long.MAX_VALUE);
        }

        /** As its first {@code seq} facts made it. */
        public Case at(long seq) {
            var facts =
                    document.getList("facts", Document.class).stream()
                            .map(Fact::fromDocument)
                            .toList();
            return Case.fold(
                    id(),
                    facts,
                    Texts.fromDocuments(document.getList("texts", Document.class)),
                    seq);
        }

        /** The use of an idempotency key on this case, if there was one. */
        public Optional<KeyUse> used(RequestKey key) {
            return document.getList("keys", Document.class, List.of()).stream()
                    .filter(kept -> key.id().equals(kept.getString("id")))
                    .findFirst()
                    .map(kept ->
                            new KeyUse(
                                    kept.getString("body"),
                                    kept.get("seq", Number.class).longValue()));
        }
    }

    /** An idempotency key as it was used: for which body, and what it left. */
    public record KeyUse(String body, long seq) {}

    /** An idempotency key of a client on a path, with the digest of the raw body. */
    public record RequestKey(String id, String body) {
        Document toDocument(long seq) {
            return new Document("id", id).append("body", body).append("seq", seq);
        }
    }
}
