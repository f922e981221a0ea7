package dev.wangge.platform.intake;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.wangge.platform.event.EventCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A service's own copy of a compacted topic: the present state of each key; a tombstone takes an
 * entry away. A state lies in {@code state} as it came, so that it can be searched by its fields.
 */
public final class StateCopy {
    private final MongoCollection<Document> entries;
    private final EventCodec codec;

    /**
     * @param entries one document a key
     * @param codec knows the states that are kept; others are passed over
     */
    public StateCopy(MongoCollection<Document> entries, EventCodec codec) {
        this.entries = entries;
        this.codec = codec;
    }

    /** Takes states in; taking them again changes nothing. */
    public void take(List<ConsumerRecord<String, byte @Nullable []>> records) {
        AllAtOnce.take(records, this::change, this::write);
    }

    private Optional<WriteModel<Document>> change(
            ConsumerRecord<String, byte @Nullable []> received) {
        var value = received.value();
        if (value == null) {
            return Optional.of(new DeleteOneModel<>(Filters.eq("_id", received.key())));
        }
        var read = codec.read(value);
        return read.event().map(state -> put(received.key(), read.type(), state));
    }

    private ReplaceOneModel<Document> put(String key, String type, Object state) {
        return new ReplaceOneModel<>(
                Filters.eq("_id", key),
                new Document("type", type).append("state", Document.parse(codec.canonical(state))),
                new ReplaceOptions().upsert(true));
    }

    private void write(List<WriteModel<Document>> changes) {
        if (!changes.isEmpty()) {
            var _ = entries.bulkWrite(changes, new BulkWriteOptions().ordered(true));
        }
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
        for (var entry : entries.find(Filters.in("_id", keys))) {
            state(entry).ifPresent(state -> found.put(entry.getString("_id"), state));
        }
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
