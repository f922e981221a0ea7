package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.relay.StateRelay.State;
import dev.wangge.testing.Engine;
import dev.wangge.testing.ThreeBrokers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Three brokers, topics of three partitions without replicas: what one partition or one record has
 * of trouble is its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeBrokersTest {
    private static final int SICK = 2;

    /** Less than the producer waits for a partition that takes nothing. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ThreeBrokers brokers = ThreeBrokers.start();
    private final MongoClient mongo = MongoClients.create(Engine.BEST.uri());
    private final ScheduledExecutorService sweeps = Executors.newScheduledThreadPool(2);
    private final KafkaTemplate<String, byte[]> kafka =
            new KafkaTemplate<>(
                    new DefaultKafkaProducerFactory<>(
                            // As deployed, see wangge-platform.yml.
                            Map.of(
                                    "bootstrap.servers",
                                    brokers.bootstrapServers(),
                                    "acks",
                                    "all",
                                    "max.block.ms",
                                    3000,
                                    "request.timeout.ms",
                                    5000,
                                    "delivery.timeout.ms",
                                    10000,
                                    "linger.ms",
                                    2,
                                    "batch.size",
                                    131072),
                            new StringSerializer(),
                            new ByteArraySerializer()));
    private volatile Duration later = Duration.ZERO;

    @BeforeAll
    void forget() {
        mongo.getDatabase("three").drop();
    }

    @AfterAll
    void end() {
        sweeps.shutdownNow();
        kafka.destroy();
        brokers.close();
        mongo.getDatabase("three").drop();
        mongo.close();
    }

    @Test
    void aPartitionWithoutALeaderHoldsUpItsOwnOnly() throws Exception {
        var topic = "cases-" + UUID.randomUUID();
        brokers.createTopic(topic);
        var cases = collection("cases");
        try (var relay = relay(cases, topic);
                var told = new Told(topic)) {
            relay.createIndex();
            var states = states(topic);
            var _ = sweeps.scheduleWithFixedDelay(relay::sweep, 0, 300, TimeUnit.MILLISECONDS);
            relay.sweep();
            var before = each(relay, cases, 5);
            told.await(before);
            assertThat(states.isThere()).isTrue();
            assertThat(states.send(someStates("before"))).hasSize(30);

            brokers.kill(SICK + 1);
            var older = leftBehind(relay, cases, SICK, 1_200);
            var left = leftBehind(relay, cases, 0, 20);
            told.await(left);
            var meanwhile = new ArrayList<String>();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(250))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        var some = each(relay, cases, 2);
                        meanwhile.addAll(some);
                        told.await(some.stream().filter(id -> partition(id) != SICK).toList());
                        // All of it waits, and it is seen that it takes nothing.
                        return relay.partitionsInTrouble().equals(List.of(SICK))
                                && relay.backlog() >= older.size() + meanwhile.size() / 3;
                    });

            assertThat(relay.brokerAway()).isFalse();
            assertThat(relay.partitionsInTrouble()).containsExactly(SICK);
            assertThat(relay.backlog()).isGreaterThanOrEqualTo(1_200);
            assertThat(
                            metrics.get("wangge.relay.partition.trouble")
                                    .tags("of", "cases", "partition", "2")
                                    .gauge()
                                    .value())
                    .isEqualTo(1);
            var begun = System.nanoTime();
            var _ = states.send(someStates("meanwhile"));
            var done = states.send(someStates("meanwhile"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(AT_ONCE.multipliedBy(2));
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(
                            someStates("meanwhile").stream()
                                    .map(State::key)
                                    .filter(key -> partition(key) != SICK)
                                    .toList());
            assertThat(states.brokerAway()).isFalse();

            brokers.restart(SICK + 1);
            var all = Stream.of(before, older, left, meanwhile).flatMap(List::stream).toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(told.seqs.keySet()).containsAll(all));
            all.forEach(id -> assertThat(told.firsts(id)).as(id).containsExactly(1L, 2L, 3L));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> relay.backlog() == 0 && relay.partitionsInTrouble().isEmpty());
        }
    }

    @Test
    void aRecordThatIsTooLargeIsSetAsideAndHoldsUpNothing() {
        var topic = "large-" + UUID.randomUUID();
        brokers.createTopic(topic);
        brokers.limit(topic, 300_000);
        var cases = collection("large");
        try (var relay = relay(cases, topic);
                var told = new Told(topic)) {
            relay.createIndex();
            relay.sweep();
            // The broker's limit, and the producer's own.
            store(relay, cases, "broker", "短", "x".repeat(400_000), "短");
            store(relay, cases, "producer", "短", "x".repeat(1_100_000), "短");
            store(relay, cases, "neighbour", "短", "短", "短");

            for (var id : List.of("broker", "producer", "neighbour")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(told.firsts(id)).containsExactly(1L, 2L, 3L));
            }
            assertThat(told.of("broker").get(1).type()).isEqualTo("wangge.record.withheld.v1");
            assertThat(told.of("producer").get(1).type()).isEqualTo("wangge.record.withheld.v1");
            assertThat(told.of("neighbour")).allMatch(it -> it.event().isPresent());
            assertThat(relay.unsendable()).isEqualTo(2);
            assertThat(relay.partitionsInTrouble()).isEmpty();
            assertThat(setAside().find(Filters.eq("key", "broker")).first())
                    .containsEntry("seq", 2L)
                    .containsEntry("why", "RecordTooLargeException");

            brokers.limit(topic, 2_000_000);
            later = Duration.ofMinutes(11);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        later = later.plusMinutes(11);
                        relay.sweep();
                        assertThat(told.of("broker"))
                                .last()
                                .matches(it -> it.seq() == 2 && it.event().isPresent());
                    });
            assertThat(relay.unsendable()).as("the producer's own limit stands").isEqualTo(1);
            assertThat(setAside().find(Filters.eq("key", "broker")).first())
                    .containsEntry("status", "REPLAYED")
                    .doesNotContainKey("event");
        }
    }

    @Test
    void aMillionThatWaitForOneAreNotLookedThroughForAnother() {
        var cases = collection("many");
        var partitions = new Partitions(kafka, this::now, metrics, "many", "many");
        var backlog = new Backlog(cases, "relay.pending", "relay.partition", partitions);
        backlog.createIndex();
        cases.insertMany(
                IntStream.range(0, 5_000)
                        .mapToObj(i ->
                                new Document("_id", "case-" + i)
                                        .append(
                                                "relay",
                                                new Document("pending", (long) i)
                                                        .append("partition", i < 4_950 ? 2 : 1)))
                        .toList());

        var explained =
                cases.find(
                                Filters.and(
                                        Filters.in("relay.partition", -1, 0, 1),
                                        Filters.exists("relay.pending")))
                        .sort(new Document("relay.pending", 1))
                        .limit(500)
                        .explain(ExplainVerbosity.EXECUTION_STATS)
                        .get("executionStats", Document.class);

        if (explained != null) { // The embedded engine explains nothing.
            assertThat(explained.getInteger("totalKeysExamined")).isLessThan(60);
            assertThat(explained.getInteger("nReturned")).isEqualTo(50);
        }
    }

    private Instant now() {
        return Instant.now().plus(later);
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase("three")
                .getCollection(name)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    private MongoCollection<Document> setAside() {
        return collection(FactRelay.SET_ASIDE);
    }

    private FactRelay relay(MongoCollection<Document> cases, String topic) {
        return new FactRelay(cases, setAside(), kafka, codec, this::now, metrics, topic, "/test");
    }

    private StateRelay states(String topic) {
        return new StateRelay(kafka, setAside(), this::now, metrics, topic, "states", "/test");
    }

    private static List<State> someStates(String when) {
        return IntStream.range(0, 30)
                .mapToObj(i ->
                        State.of("state:" + i, 1, "test", when.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** So many new aggregates of each partition, written as a service does. */
    private List<String> each(FactRelay relay, MongoCollection<Document> cases, int many) {
        return IntStream.rangeClosed(0, SICK)
                .boxed()
                .flatMap(partition -> ids(partition, many).stream())
                .peek(id -> store(relay, cases, id, "一", "二", "三"))
                .toList();
    }

    private void store(
            FactRelay relay, MongoCollection<Document> cases, String id, String... notes) {
        var facts = facts(id, notes);
        cases.insertOne(document(relay, id, facts));
        relay.publishNew(id, facts);
    }

    /** As an instance that has ended left them, long ago. */
    private List<String> leftBehind(
            FactRelay relay, MongoCollection<Document> cases, int partition, int many) {
        var ids = ids(partition, many);
        var documents =
                ids.stream()
                        .map(id -> {
                            var document = document(relay, id, facts(id, "一", "二", "三"));
                            var its = document.get("relay", Document.class);
                            its.remove("until");
                            its.append("pending", 1L);
                            return document;
                        })
                        .toList();
        cases.insertMany(documents);
        return ids;
    }

    private List<Fact> facts(String id, String... notes) {
        var facts = new ArrayList<Fact>();
        var hash = Fact.GENESIS;
        for (var note : notes) {
            var event = note.length() == 1 ? new CaseStarted() : new CaseNoted(note);
            facts.add(codec.fact(id, facts.size(), hash, event, "M-1", Instant.now()));
            hash = facts.getLast().hash();
        }
        return facts;
    }

    private static Document document(FactRelay relay, String id, List<Fact> facts) {
        return new Document("_id", id)
                .append("seq", (long) facts.size())
                .append("facts", facts.stream().map(Fact::toDocument).toList())
                .append("relay", relay.firstLease(id));
    }

    private List<String> ids(int partition, int many) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(id -> partition(id) == partition)
                .limit(many)
                .toList();
    }

    private static int partition(String id) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % 3;
    }

    /** Who listens to a topic, to each partition by itself. */
    private final class Told implements AutoCloseable {
        private final Map<String, Collection<ReceivedEvent>> seqs = new ConcurrentHashMap<>();
        private final List<Thread> readers;
        private volatile boolean ended;

        private Told(String topic) {
            readers =
                    IntStream.rangeClosed(0, SICK)
                            .mapToObj(partition ->
                                    Thread.ofPlatform()
                                            .start(() ->
                                                    read(new TopicPartition(topic, partition))))
                            .toList();
        }

        private void read(TopicPartition partition) {
            var settings =
                    Map.<String, Object>of(
                            "bootstrap.servers",
                            brokers.bootstrapServers(),
                            "auto.offset.reset",
                            "earliest",
                            "enable.auto.commit",
                            false,
                            "metadata.max.age.ms",
                            2000,
                            "reconnect.backoff.max.ms",
                            1000);
            try (var consumer =
                    new KafkaConsumer<>(
                            settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(partition));
                while (!ended) {
                    for (var record : consumer.poll(Duration.ofMillis(50))) {
                        if (!record.key().startsWith("state:")) {
                            seqs.computeIfAbsent(record.key(), _ -> new ConcurrentLinkedQueue<>())
                                    .add(codec.read(record.value()));
                        }
                    }
                }
            }
        }

        private List<ReceivedEvent> of(String id) {
            return List.copyOf(seqs.getOrDefault(id, List.of()));
        }

        /** Each seq where it came first. */
        private List<Long> firsts(String id) {
            var firsts = new LinkedHashMap<Long, Boolean>();
            of(id).forEach(it -> firsts.put(it.seq(), true));
            return List.copyOf(firsts.keySet());
        }

        private void await(Collection<String> ids) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(AT_ONCE)
                    .untilAsserted(() -> assertThat(seqs.keySet()).containsAll(ids));
        }

        @Override
        public void close() {
            ended = true;
            try {
                for (var reader : readers) {
                    reader.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
