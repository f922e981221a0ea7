package dev.wangge.platform.intake;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.wangge.platform.event.EventCodec;
import java.util.ArrayList;
import java.util.List;
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
        OneByOne.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte @Nullable []> received) {
        var value = received.value();
        if (value == null) {
            entries.deleteOne(Filters.eq("_id", received.key()));
            return;
        }
        var read = codec.read(value);
        read.event().ifPresent(state -> put(received.key(), read.type(), state));
    }

    private void put(String key, String type, Object state) {
        entries.replaceOne(
                Filters.eq("_id", key),
                new Document("type", type).append("state", Document.parse(codec.canonical(state))),
                new ReplaceOptions().upsert(true));
    }

    /** The state under a key; empty when there is none, or one of another kind. */
    public <T> Optional<T> find(String key, Class<T> kind) {
        return Optional.ofNullable(entries.find(Filters.eq("_id", key)).first())
                .flatMap(this::state)
                .filter(kind::isInstance)
                .map(kind::cast);
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
