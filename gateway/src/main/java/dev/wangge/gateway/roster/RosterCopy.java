package dev.wangge.gateway.roster;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.contracts.grids.v1.DirectoryKey;
import dev.wangge.platform.consumer.TopicReplica;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.web.Times;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** The gateway's own copy of who serves where. */
@Component
class RosterCopy implements Roster {
    private final MongoCollection<Document> entries;
    private final TopicReplica replica;

    RosterCopy(MongoOperations mongo, DeadLetters letters) {
        this.entries = mongo.getCollection("roster");
        this.replica =
                new TopicReplica(
                        entries,
                        new EventCodec(MemberState.class, LeaveState.class, UnitState.class),
                        letters);
    }

    @PostConstruct
    void createIndexes() {
        entries.createIndex(Indexes.ascending("state.until"), new IndexOptions().sparse(true));
    }

    @KafkaListener(topics = Topics.GRIDS, groupId = "gateway")
    void take(List<ConsumerRecord<String, byte @Nullable []>> records) {
        replica.take(records);
    }

    @Override
    public boolean isEmpty() {
        return entries.find().limit(1).first() == null;
    }

    @Override
    public Map<String, MemberState> members(Collection<String> codes) {
        var found = new HashMap<String, MemberState>();
        replica.find(codes.stream().map(DirectoryKey::member).toList())
                .values()
                .forEach(state -> {
                    if (state instanceof MemberState member) {
                        found.put(member.code(), member);
                    }
                });
        return found;
    }

    @Override
    public List<LeaveState> leavesAt(Instant time) {
        return replica.find(Filters.gt("state.until", Times.utc(time)), LeaveState.class).stream()
                .filter(leave -> !time.isBefore(Instant.parse(leave.from())))
                .toList();
    }

    @Override
    public Optional<UnitState> unit(String code) {
        return replica.find(DirectoryKey.unit(code), UnitState.class);
    }
}
