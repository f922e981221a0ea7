package dev.wangge.cases.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.intake.OneByOne;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the directory's present state by key {@code type:code}; a tombstone takes an entry away.
 */
@Component
class DirectoryCopy implements Directory {
    private final EventCodec codec = new EventCodec(DirectoryEntry.class);
    private final MongoCollection<Document> entries;

    DirectoryCopy(MongoOperations mongo) {
        this.entries = mongo.getCollection("directory");
    }

    @KafkaListener(topics = Topics.GRIDS, groupId = "case-service")
    void take(List<ConsumerRecord<String, byte @Nullable []>> records) {
        OneByOne.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte @Nullable []> received) {
        var value = received.value();
        if (value == null) {
            entries.deleteOne(Filters.eq("_id", received.key()));
        } else {
            codec.read(value).event().ifPresent(event -> put(received.key(), event));
        }
    }

    private void put(String key, Object event) {
        var entry =
                switch ((DirectoryEntry) event) {
                    case GridState grid ->
                            new Document("name", grid.name())
                                    .append("kind", grid.kind())
                                    .append("divisionCode", grid.divisionCode())
                                    .append("members", grid.members());
                    case MemberState member ->
                            new Document("gridCode", member.gridCode())
                                    .append("language", member.language());
                    case UnitState unit ->
                            new Document("name", unit.name())
                                    .append("language", unit.language())
                                    .append("divisionCode", unit.divisionCode());
                    case DivisionState division -> new Document("name", division.name());
                };
        entries.replaceOne(Filters.eq("_id", key), entry, new ReplaceOptions().upsert(true));
    }

    @Override
    public Optional<GridState> grid(String code) {
        return find("grid:" + code)
                .map(found ->
                        new GridState(
                                code,
                                found.getString("name"),
                                found.getString("kind"),
                                found.getString("divisionCode"),
                                found.getList("members", String.class)));
    }

    @Override
    public Optional<String> divisionOf(String unit) {
        return find("unit:" + unit).map(found -> found.getString("divisionCode"));
    }

    @Override
    public Optional<String> gridOf(String member) {
        return find("member:" + member).map(found -> found.getString("gridCode"));
    }

    @Override
    public Optional<String> languageOf(String recipient) {
        var key = recipient.startsWith("unit:") ? recipient : "member:" + recipient;
        return find(key).map(found -> found.getString("language"));
    }

    private Optional<Document> find(String key) {
        return Optional.ofNullable(entries.find(Filters.eq("_id", key)).first());
    }
}
