package dev.wangge.notify.alert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.subject.SubjectType;
import dev.wangge.platform.aggregate.AggregateStore;
import dev.wangge.platform.aggregate.AggregateStore.Change;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.TimeOrder;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** One document an alert: its attempts, when it wakes, and the facts it publishes. */
@Component
public class AlertStore {
    public static final String COLLECTION = "alerts";
    private static final String PATH = "path";
    private static final int TURNS = 50;
    private static final Bson NEWEST_FIRST = TimeOrder.NEWEST_FIRST.sort("createdAt");
    private final AggregateStore store;
    private final MongoCollection<Document> alerts;
    private final MongoCollection<Document> confidential;
    private final ShortCodes codes;
    private final AlertMetrics metrics;

    AlertStore(
            AggregateStores stores, MongoOperations mongo, AlertMetrics metrics, ShortCodes codes) {
        this.store = stores.of(COLLECTION, Alert.CODEC, Topics.ALERTS);
        this.alerts = store.documents();
        this.confidential = mongo.getCollection("confidentialCases");
        this.codes = codes;
        this.metrics = metrics;
    }

    @PostConstruct
    void createIndexes() {
        alerts.createIndex(Indexes.ascending("waitsFor", "wakeAt"));
        dropIndex("wakeAt_1"); // Of a database made before there was waitsFor.
        alerts.createIndex(Indexes.compoundIndex(Indexes.ascending("caseId"), NEWEST_FIRST));
        dropIndex("caseId_1"); // The longer one does as well.
        for (var other : EnumSet.complementOf(EnumSet.of(SubjectType.CASE))) {
            alerts.createIndex(Indexes.ascending(other.field()), new IndexOptions().sparse(true));
        }
        alerts.createIndex(Indexes.ascending("phoneIndex"), new IndexOptions().sparse(true));
        alerts.createIndex(
                Indexes.compoundIndex(Indexes.ascending("toldPhone"), NEWEST_FIRST),
                new IndexOptions().partialFilterExpression(Filters.exists("toldPhone")));
        alerts.createIndex(Indexes.ascending("code"));
        alerts.createIndex(Indexes.compoundIndex(Indexes.ascending(PATH), NEWEST_FIRST));
        alerts.createIndex(Indexes.compoundIndex(Indexes.ascending(PATH, "status"), NEWEST_FIRST));
        // Who was told narrows more than where it lies: one entry will do, not one for each code.
        alerts.createIndex(Indexes.compoundIndex(Indexes.ascending("recipient"), NEWEST_FIRST));
        alerts.createIndex(
                Indexes.compoundIndex(Indexes.ascending("recipient", "status"), NEWEST_FIRST));
    }

    public RelayHealth relayHealth() {
        return store.health();
    }

    private void dropIndex(String name) {
        for (var index : alerts.listIndexes()) {
            if (name.equals(index.getString("name"))) {
                alerts.dropIndex(name);
                return;
            }
        }
    }

    /**
     * Records a new alert.
     *
     * @param waitsFor whose provider has no place for it now
     * @return false when there is one with its id already: its recipient is told, or was
     */
    public boolean create(Alert alert, @Nullable ChannelName waitsFor) {
        var fields =
                new Document("rule", alert.rule().name())
                        .append("recipient", alert.recipient())
                        .append(PATH, AlertKeys.of(alert.cause().place(), isConfidential(alert)))
                        .append("code", codes.of(alert.id()))
                        .append("createdAt", Date.from(alert.createdAt()))
                        .append("version", 1L);
        alert.cause().into(fields);
        fields.putAll(StoredAlert.changing(alert));
        fields.put("waitsFor", waitsFor == null ? null : waitsFor.value());
        if (!store.insertIfAbsent(alert.id(), alert.newFacts(), fields)) {
            return false;
        }
        stored(alert);
        return true;
    }

    /** Only so few cases are: what is looked through is all in memory. */
    private boolean isConfidential(Alert alert) {
        var subject = alert.cause().subject();
        return subject.type() == SubjectType.CASE
                && confidential.find(Filters.eq("_id", subject.id())).first() != null;
    }

    /** A case is for few to know from now on, or for all who work there; so are its alerts. */
    public void confide(String caseId, boolean few) {
        if (few) {
            var _ = Inserts.insertIfAbsent(confidential, new Document("_id", caseId));
        } else {
            var _ = confidential.deleteOne(Filters.eq("_id", caseId));
        }
        for (var alert : about(SubjectType.CASE, caseId)) {
            var _ =
                    alerts.updateOne(
                            Filters.eq("_id", alert.id()),
                            Updates.set(PATH, AlertKeys.of(alert.cause().place(), few)));
        }
    }

    /**
     * Stores what became of an alert.
     *
     * @return false when somebody else was quicker: read again
     */
    public boolean save(Alert alert) {
        var saved = write(alert);
        if (saved) {
            stored(alert);
        }
        return saved;
    }

    private void stored(Alert alert) {
        metrics.moved(alert);
        alert.stored();
    }

    /**
     * Changes the present state of an alert, if there is one, however often others change it
     * meanwhile.
     */
    public void change(String id, Consumer<Alert> how) {
        for (int i = 0; i < TURNS; i++) {
            var alert = find(id);
            if (alert.isEmpty()) {
                return;
            }
            how.accept(alert.get());
            if (save(alert.get())) {
                return;
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    private boolean write(Alert alert) {
        var present =
                Filters.and(Filters.eq("_id", alert.id()), Filters.eq("version", alert.version()));
        return store.update(
                new Change(
                        alert.id(),
                        present,
                        alert.newFacts(),
                        StoredAlert.changing(alert),
                        List.of(Updates.inc("version", 1L))));
    }

    /** One that is found by one of these keys. */
    Optional<Alert> find(String id, List<String> keys) {
        return Optional.ofNullable(
                        alerts.find(Filters.and(Filters.eq("_id", id), Filters.in(PATH, keys)))
                                .first())
                .map(StoredAlert::read);
    }

    public Optional<Alert> find(String id) {
        return Optional.ofNullable(alerts.find(Filters.eq("_id", id)).first())
                .map(StoredAlert::read);
    }

    /** The alert behind a short link. */
    public Optional<Alert> byCode(String code) {
        return Optional.ofNullable(alerts.find(Filters.eq("code", code)).first())
                .map(StoredAlert::read);
    }

    /** All about one subject. */
    public List<Alert> about(SubjectType type, String id) {
        return alerts.find(Filters.eq(type.field(), id))
                .map(StoredAlert::read)
                .into(new ArrayList<>());
    }

    /** Those that a phone may answer, up to a time, the newest in front. */
    public List<Alert> answerableFrom(String phoneIndex, Instant until, int most) {
        return list(
                Filters.and(
                        Filters.eq("phoneIndex", phoneIndex),
                        Filters.lte("createdAt", Date.from(until))),
                most);
    }

    /** Those that went to a phone and asked nothing, up to a time, the newest in front. */
    public List<Alert> toldTo(String phoneIndex, Instant until, int most) {
        return list(
                Filters.and(
                        Filters.eq("toldPhone", phoneIndex),
                        Filters.lte("createdAt", Date.from(until))),
                most);
    }

    /** An alert that is due goes on being due, and waits for a place at this provider. */
    public void queue(Alert alert, ChannelName waitsFor) {
        var _ =
                alerts.updateOne(
                        Filters.and(
                                Filters.eq("_id", alert.id()),
                                Filters.eq("version", alert.version())),
                        Updates.set("waitsFor", waitsFor.value()));
    }

    /** Which alerts a caller asks for; the cursor is that of the page before. */
    record Asked(
            List<String> keys,
            Optional<String> caseId,
            Optional<String> recipient,
            Optional<Status> status,
            Optional<String> cursor) {
        private Bson filter() {
            var filters = new ArrayList<Bson>();
            filters.add(Filters.in(PATH, keys));
            caseId.ifPresent(id -> filters.add(Filters.eq("caseId", id)));
            recipient.ifPresent(who -> filters.add(Filters.eq("recipient", who)));
            status.ifPresent(state -> filters.add(Filters.eq("status", state.name())));
            cursor.ifPresent(
                    place -> filters.add(TimeOrder.NEWEST_FIRST.after("createdAt", place)));
            return Filters.and(filters);
        }
    }

    /** The newest of them. */
    List<Alert> list(Asked asked, int most) {
        return list(asked.filter(), most);
    }

    private List<Alert> list(Bson filter, int most) {
        return alerts.find(filter)
                .sort(NEWEST_FIRST)
                .limit(most)
                .map(StoredAlert::read)
                .into(new ArrayList<>());
    }
}
