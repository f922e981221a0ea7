package dev.wangge.platform.deadletter;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Unsent;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.relay.Delivery;
import dev.wangge.platform.relay.Delivery.Impossible;
import dev.wangge.platform.relay.Delivery.Made;
import dev.wangge.platform.relay.Delivery.Pending;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.web.TimeOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * The records that this service could not send, as its relays set them aside. Sending one twice is
 * harmless, so nobody claims one: a relay that tries it by itself may do so meanwhile.
 */
final class Unsendables {
    private static final Logger log = LoggerFactory.getLogger(Unsendables.class);
    private static final int REPLAYS_KEPT = 20;
    private final MongoCollection<Document> records;
    private final KafkaOperations<String, byte[]> kafka;
    private final List<StateOwner> owners;
    private final InstantSource clock;

    Unsendables(
            MongoCollection<Document> records,
            KafkaOperations<String, byte[]> kafka,
            List<StateOwner> owners,
            InstantSource clock) {
        this.records = records;
        this.kafka = kafka;
        this.owners = owners;
        this.clock = clock;
    }

    void createIndexes() {
        var newestFirst = TimeOrder.NEWEST_FIRST.sort("at");
        records.createIndex(newestFirst);
        records.createIndex(Indexes.compoundIndex(Indexes.ascending("status"), newestFirst));
        records.createIndex(Indexes.compoundIndex(Indexes.ascending("topic"), newestFirst));
        records.createIndex(
                Indexes.compoundIndex(Indexes.ascending("topic", "status"), newestFirst));
    }

    /** Newest first. */
    List<DeadLetter> list(Wanted wanted, int most) {
        return records.find(wanted.filter())
                .sort(TimeOrder.NEWEST_FIRST.sort("at"))
                .limit(most)
                .map(DeadLetter::fromRelay)
                .into(new ArrayList<>());
    }

    Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(
                records.find(Filters.eq("_id", id)).map(DeadLetter::fromRelay).first());
    }

    /**
     * Sends one again: an event as it was, a state as it is by now. One that was sent stays as it
     * is.
     *
     * @throws Problem replay-failed, service-unavailable
     */
    DeadLetter replay(DeadLetter record, String by) {
        if (record.status() == DeadLetterStatus.REPLAYED) {
            return record;
        }
        switch (send(record)) {
            case Made _ -> settle(record, by, null);
            case Pending _ ->
                    throw new Problem(ProblemType.SERVICE_UNAVAILABLE, "The broker does not answer")
                            .header("Retry-After", "5");
            case Impossible(var why) -> {
                var failure = Failure.ofBroker(why.getClass().getName());
                log.warn("Sent again in vain: {}: {}", record.id(), failure);
                settle(record, by, failure);
                throw new Problem(
                                ProblemType.REPLAY_FAILED,
                                "It cannot be sent today either: " + failure)
                        .with("state", DeadLetterStatus.OPEN.name())
                        .with("actions", List.of(DeadLetterView.REPLAY));
            }
        }
        return find(record.id()).orElseThrow(Replays::noSuchDeadLetter);
    }

    private Delivery send(DeadLetter record) {
        var key = Objects.requireNonNull(record.key());
        var event = record.value();
        if (event != null) {
            return Delivery.of(kafka, record.topic(), key, event.getData());
        }
        var owner =
                owners.stream()
                        .filter(it -> record.origin().equals(new Unsent(it.of())))
                        .findFirst();
        owner.ifPresent(it -> it.sayAgain(key));
        return owner.isPresent() ? new Made() : new Impossible(new NotKept());
    }

    /** It was too large to be kept here. */
    private static final class NotKept extends RuntimeException {}

    private void settle(DeadLetter record, String by, @Nullable Failure failure) {
        var replay =
                new Document("by", by)
                        .append("at", Date.from(clock.instant()))
                        .append(
                                "outcome",
                                (failure == null ? Outcome.TAKEN : Outcome.FAILED).name())
                        .append("failure", failure == null ? null : failure.toDocument());
        var changes = new ArrayList<Bson>();
        changes.add(
                Updates.pushEach(
                        "replays", List.of(replay), new PushOptions().slice(-REPLAYS_KEPT)));
        if (failure == null) {
            changes.add(Updates.set("status", DeadLetterStatus.REPLAYED.name()));
            changes.add(Updates.unset("event"));
        }
        // Unless it was set aside anew meanwhile: a state may be refused again at once.
        records.updateOne(
                Filters.and(
                        Filters.eq("_id", record.id()), Filters.eq("at", Date.from(record.at()))),
                Updates.combine(changes));
    }
}
