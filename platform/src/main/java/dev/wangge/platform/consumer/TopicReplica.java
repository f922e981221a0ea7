package dev.wangge.platform.consumer;

import static java.util.stream.Collectors.toMap;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A service's own copy of a compacted topic: the present state of each key; a tombstone takes an
 * entry away. A state lies in {@code state} as it came, so that it can be searched by its fields.
 */
public final class TopicReplica {
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private final MongoCollection<Document> entries;
    private final EventCodec codec;
    private final DeadLetters deadLetters;

    /**
     * @param entries one document a key
     * @param codec knows the states that are kept; others are passed over
     * @param deadLetters states among them that are older than what comes are not to be replayed
     */
    public TopicReplica(
            MongoCollection<Document> entries, EventCodec codec, DeadLetters deadLetters) {
        this.entries = entries;
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    /** Takes states in; taking them again changes nothing. */
    public void take(List<ConsumerRecord<String, byte @Nullable []>> records) {
        BatchConsumer.take(records, this::change, this::write);
    }

    /**
     * What a record says.
     *
     * @param from the record
     * @param entry what lies under its key from now on; null when nothing does
     */
    private record Change(
            ConsumerRecord<String, byte @Nullable []> from, @Nullable Document entry) {
        String key() {
            return from.key();
        }

        /** Whatever is there. */
        WriteModel<Document> write() {
            var its = Filters.eq("_id", key());
            return entry == null
                    ? new DeleteOneModel<>(its)
                    : new ReplaceOneModel<>(its, entry, UPSERT);
        }
    }

    private Optional<Change> change(ConsumerRecord<String, byte @Nullable []> received) {
        var key = received.key();
        var value = received.value();
        if (value == null) {
            return Optional.of(new Change(received, null));
        }
        var read = codec.read(value);
        return read.event().map(state -> new Change(received, entry(key, read.type(), state)));
    }

    private Document entry(String key, String type, Object state) {
        return new Document("_id", key)
                .append("type", type)
                .append("state", Document.parse(codec.canonical(state)));
    }

    /**
     * Writes what differs from what is there; of several changes of a key the last. New ones are
     * inserted, which costs the database a fraction of an upsert.
     */
    private void write(List<Change> changes) {
        deadLetters.overtake(changes.stream().map(Change::from).toList());
        var last = new LinkedHashMap<String, Change>();
        changes.forEach(change -> last.put(change.key(), change));
        var there = stored(last.keySet());
        var inserts = new ArrayList<WriteModel<Document>>();
        var others = new ArrayList<WriteModel<Document>>();
        for (var change : last.values()) {
            var old = there.get(change.key());
            if (old == null && change.entry() != null) {
                inserts.add(new InsertOneModel<>(change.entry()));
            } else if (!Objects.equals(old, change.entry())) {
                others.add(change.write());
            }
        }
        inserts.addAll(others);
        try {
            bulkWrite(inserts);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream()
                    .noneMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            // Another instance brought some of it in meanwhile.
            bulkWrite(last.values().stream().map(Change::write).toList());
        }
    }

    private void bulkWrite(List<WriteModel<Document>> writes) {
        if (!writes.isEmpty()) {
            var _ = entries.bulkWrite(writes, new BulkWriteOptions().ordered(true));
        }
    }

    private Map<String, Document> stored(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return entries.find(Filters.in("_id", keys)).into(new ArrayList<>()).stream()
                .collect(toMap(entry -> entry.getString("_id"), entry -> entry));
    }

    /** The state under a key; empty when there is none, or one of another kind. */
    public <T> Optional<T> find(String key, Class<T> kind) {
        return Optional.ofNullable(entries.find(Filters.eq("_id", key)).first())
                .flatMap(this::state)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** The states under these keys, as far as there are any, of whatever kind. */
    public Map<String, Object> find(Collection<String> keys) {
        var found = new HashMap<String, Object>();
        stored(keys)
                .forEach((key, entry) -> state(entry).ifPresent(state -> found.put(key, state)));
        return found;
    }

    /** All states that a filter on {@code state.…} finds, by key. */
    public <T> List<T> find(Bson filter, Class<T> kind) {
        return entries.find(filter).sort(new Document("_id", 1)).into(new ArrayList<>()).stream()
                .flatMap(entry -> state(entry).stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private Optional<Object> state(Document entry) {
        return codec.event(entry.getString("type"), entry.get("state", Document.class).toJson());
    }
}
