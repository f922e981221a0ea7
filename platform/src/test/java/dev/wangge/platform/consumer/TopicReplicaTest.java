package dev.wangge.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertOneModel;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The copy is what the last record of each key says, however often and by whom it was read. */
class TopicReplicaTest {
    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);
    private final String database = "test-" + UUID.randomUUID();
    private @Nullable MongoClient client;
    private long offset;

    @AfterEach
    void drop() {
        if (client != null) {
            client.getDatabase(database).drop();
            client.close();
        }
    }

    private MongoCollection<Document> entries(Engine engine) {
        var known = client == null ? MongoClients.create(engine.uri()) : client;
        client = known;
        return known.getDatabase(database).getCollection("copy");
    }

    private TopicReplica copy(MongoCollection<Document> entries) {
        return new TopicReplica(entries, CODEC, letters(entries));
    }

    private DeadLetters letters(MongoCollection<Document> entries) {
        var beside =
                Objects.requireNonNull(client)
                        .getDatabase(entries.getNamespace().getDatabaseName());
        return new DeadLetters(
                beside.getCollection("deadLetters"),
                "grid-service",
                Instant::now,
                new SimpleMeterRegistry());
    }

    private ConsumerRecord<String, byte @Nullable []> unit(String code, String name) {
        var state = new UnitState(code, name, "POLICE", "540328", "zh", "sealed");
        return record(
                code, CODEC.cloudEvent("/grid-service", code, 1, state, "test", Instant.EPOCH));
    }

    @SuppressWarnings("NullAway") // A null value is Kafka's tombstone.
    private ConsumerRecord<String, byte @Nullable []> gone(String code) {
        return record(code, null);
    }

    private ConsumerRecord<String, byte @Nullable []> record(String code, byte @Nullable [] value) {
        return new ConsumerRecord<>("grids", 0, offset++, "unit:" + code, value);
    }

    private void take(
            MongoCollection<Document> entries,
            List<ConsumerRecord<String, byte @Nullable []>> records) {
        copy(entries).take(records);
    }

    private @Nullable String name(MongoCollection<Document> entries, String code) {
        return copy(entries)
                .find("unit:" + code, UnitState.class)
                .map(UnitState::name)
                .orElse(null);
    }

    @ParameterizedTest
    @EnumSource
    void theLastOfABatchCounts(Engine engine) {
        var entries = entries(engine);
        take(
                entries,
                List.of(unit("a", "旧"), unit("b", "乙"), unit("a", "新"), gone("b"), gone("c")));
        assertThat(name(entries, "a")).isEqualTo("新");
        assertThat(name(entries, "b")).isNull();
        assertThat(entries.countDocuments()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThereIsReplacedTakenAwayAndBroughtBack(Engine engine) {
        var entries = entries(engine);
        take(entries, List.of(unit("a", "甲"), unit("b", "乙"), unit("c", "丙")));
        take(entries, List.of(unit("a", "甲"), unit("b", "又"), gone("c"), unit("d", "丁")));
        assertThat(name(entries, "a")).isEqualTo("甲");
        assertThat(name(entries, "b")).isEqualTo("又");
        assertThat(name(entries, "c")).isNull();
        assertThat(name(entries, "d")).isEqualTo("丁");
        take(entries, List.of(gone("b"), unit("c", "归"), unit("b", "归")));
        assertThat(name(entries, "b")).isEqualTo("归");
        assertThat(name(entries, "c")).isEqualTo("归");
    }

    @ParameterizedTest
    @EnumSource
    void takingARecordAgainChangesNothing(Engine engine) {
        var entries = entries(engine);
        var first = unit("a", "旧");
        var second = unit("a", "新");
        var third = gone("b");
        take(entries, List.of(unit("b", "乙"), first, second, third));
        var once = entries.find().into(new ArrayList<>());
        take(entries, List.of(second, third));
        take(entries, List.of(first, second, third));
        assertThat(entries.find().into(new ArrayList<>())).isEqualTo(once).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherBringsInMeanwhileEachTimeIsReplaced(Engine engine) {
        var entries = entries(engine);
        take(overtaken(entries), List.of(unit("a", "甲"), unit("b", "乙"), unit("c", "丙")));
        assertThat(name(entries, "a")).isEqualTo("甲");
        assertThat(name(entries, "b")).isEqualTo("乙");
        assertThat(name(entries, "c")).isEqualTo("丙");
        assertThat(entries.countDocuments()).isEqualTo(3);
    }

    /** Whenever new ones are to be inserted, another instance inserts the first of them before. */
    @SuppressWarnings("unchecked")
    private MongoCollection<Document> overtaken(MongoCollection<Document> entries) {
        return (MongoCollection<Document>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {MongoCollection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("bulkWrite")) {
                                ((List<?>) arguments[0])
                                        .stream()
                                                .filter(InsertOneModel.class::isInstance)
                                                .findFirst()
                                                .ifPresent(first -> insertBefore(entries, first));
                            }
                            try {
                                return method.invoke(entries, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static void insertBefore(MongoCollection<Document> entries, Object insert) {
        var document = (Document) ((InsertOneModel<?>) insert).getDocument();
        entries.insertOne(new Document("_id", document.get("_id")).append("type", "another's"));
    }

    /**
     * As after a regrouping, when the one before has not noticed yet that it is not his any more.
     */
    @ParameterizedTest
    @EnumSource
    void severalMayTakeTheSameAtOnce(Engine engine) throws Exception {
        var entries = entries(engine);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                int from = 100 * round;
                var batch =
                        IntStream.range(from, from + 100)
                                .mapToObj(i -> unit("u" + i, "名" + i))
                                .toList();
                Callable<Boolean> taking =
                        () -> {
                            copy(entries).take(batch);
                            return true;
                        };
                for (var done : threads.invokeAll(List.of(taking, taking, taking, taking))) {
                    assertThat(done.get()).isTrue();
                }
            }
        }
        assertThat(entries.countDocuments()).isEqualTo(1_000);
        assertThat(name(entries, "u999")).isEqualTo("名999");
    }
}
