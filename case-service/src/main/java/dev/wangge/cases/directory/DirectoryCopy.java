package dev.wangge.cases.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.contracts.grids.v1.DirectoryKey;
import dev.wangge.platform.consumer.TopicReplica;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import jakarta.annotation.PostConstruct;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** This service's own copy of the directory. */
@Component
class DirectoryCopy implements Directory {
    private final MongoCollection<Document> entries;
    private final TopicReplica replica;

    DirectoryCopy(MongoOperations mongo, DeadLetters letters) {
        this.entries = mongo.getCollection("directory");
        this.replica = new TopicReplica(entries, new EventCodec(DirectoryEntry.class), letters);
    }

    @PostConstruct
    void createIndexes() {
        entries.createIndex(
                Indexes.ascending("state.supersededBy"), new IndexOptions().sparse(true));
        entries.createIndex(
                Indexes.ascending("state.onDuty.code"), new IndexOptions().sparse(true));
    }

    TopicReplica copy() {
        return replica;
    }

    @KafkaListener(topics = Topics.GRIDS, groupId = "case-service")
    void take(List<ConsumerRecord<String, byte @Nullable []>> records) {
        replica.take(records);
    }

    @Override
    public Optional<GridState> grid(String code) {
        return replica.find(DirectoryKey.grid(code), GridState.class);
    }

    @Override
    public List<GridState> gridsOf(String division) {
        // A grid's code begins with its village's; a colon sorts after the digits.
        return replica.find(
                Filters.and(
                        Filters.gt("_id", DirectoryKey.grid(division)),
                        Filters.lt("_id", DirectoryKey.grid(division + ":"))),
                GridState.class);
    }

    @Override
    public Optional<String> divisionOf(String unit) {
        return unit(unit).map(UnitState::divisionCode);
    }

    @Override
    public Optional<String> gridOf(String member) {
        return member(member).map(MemberState::gridCode);
    }

    @Override
    public Optional<String> placeName(String code) {
        return grid(code)
                .map(GridState::name)
                .or(() ->
                        replica.find(DirectoryKey.division(code), DivisionState.class)
                                .map(DivisionState::name));
    }

    @Override
    public Optional<String> unitName(String unit) {
        return unit(unit).map(UnitState::name);
    }

    @Override
    public Optional<String> languageOf(String recipient) {
        var told = Recipient.parse(recipient);
        return switch (told.type()) {
            case UNIT -> unit(told.code()).map(UnitState::language);
            case PERSON -> rostered(recipient).map(OnDuty::language);
            case MEMBER_OR_RESIDENT -> member(recipient).map(MemberState::language);
            case DISPATCHER -> Optional.empty();
        };
    }

    private Optional<UnitState> unit(String code) {
        return replica.find(DirectoryKey.unit(code), UnitState.class);
    }

    private Optional<MemberState> member(String code) {
        return replica.find(DirectoryKey.member(code), MemberState.class);
    }

    /** Somebody on duty for a division who is no member. */
    private Optional<OnDuty> rostered(String person) {
        return replica.find(Filters.eq("state.onDuty.code", person), DutyState.class).stream()
                .flatMap(duty -> duty.onDuty().stream())
                .filter(one -> one.code().equals(person))
                .findFirst();
    }
}
