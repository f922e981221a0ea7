package dev.wangge.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.deadletter.DeadLetter.Replay;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/** A dead letter is given once more to whoever could not take it, and to nobody else. */
class ReplaysTest {
    private final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoCollection<Document> stored =
            mongo.getDatabase("dead").getCollection("replays-" + UUID.randomUUID());
    private final DeadLetters letters =
            new DeadLetters(
                    stored,
                    "case-service",
                    () -> Instant.parse("2026-11-30T05:00:00Z"),
                    new SimpleMeterRegistry());
    private final List<String> taken = new ArrayList<>();
    private Consumer<ConsumerRecord<?, ?>> listener = record -> taken.add("listener");
    private final Replays replays =
            new Replays(
                    letters,
                    new Listeners(
                            container("cases", "case-service-tallies", _ -> taken.add("tallies")),
                            container("cases", "case-service", record -> listener.accept(record)),
                            container("grids", "case-service", _ -> taken.add("grids"))),
                    List.of(new Pushes("aliyun-sms"), new Pushes("wecom")));

    @AfterEach
    void close() {
        stored.drop();
        mongo.close();
    }

    private static final class Listeners extends KafkaListenerEndpointRegistry {
        private final List<MessageListenerContainer> all;

        Listeners(MessageListenerContainer... all) {
            this.all = List.of(all);
        }

        @Override
        public Collection<MessageListenerContainer> getListenerContainers() {
            return all;
        }
    }

    /** Never started: only what it would listen with is asked for. */
    private static MessageListenerContainer container(
            String topic, String group, Consumer<ConsumerRecord<?, ?>> taker) {
        var properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        BatchAcknowledgingConsumerAwareMessageListener<Object, Object> listening =
                (records, _, _) -> records.forEach(taker);
        properties.setMessageListener(listening);
        return new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()), properties);
    }

    private final class Pushes implements PushTaker {
        private final String topic;

        Pushes(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public void takeAgain(String key, byte[] value, Instant came) {
            taken.add(topic + " " + key + " " + new String(value, StandardCharsets.UTF_8));
        }
    }

    private String setAside(String topic, String group) {
        var record =
                new ConsumerRecord<String, byte[]>(
                        topic, 1, 7, "WG2026-0000001", "{}".getBytes(StandardCharsets.UTF_8));
        letters.setAside(record, group, new IllegalStateException("at first"));
        return newest();
    }

    private String newest() {
        return letters.list(new Wanted(Optional.empty(), Optional.empty(), Optional.empty()), 1)
                .getFirst()
                .id();
    }

    private static Problem refused(Runnable call) {
        return catchThrowableOfType(Problem.class, call::run);
    }

    private static @Nullable String exception(Replay replay) {
        var failure = replay.failure();
        return failure == null ? null : failure.exception();
    }

    @Test
    void whoCouldNotTakeItGetsItOnceMoreAndNobodyElse() {
        var id = setAside("cases", "case-service");

        var replayed = replays.replay(id, "province-admin");

        assertThat(taken).containsExactly("listener");
        assertThat(replayed.status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(replayed.replays())
                .extracting(Replay::by, Replay::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("province-admin", Outcome.TAKEN));
    }

    @Test
    void itIsTheVeryRecord() {
        var seen = new ArrayList<ConsumerRecord<?, ?>>();
        listener = seen::add;
        var _ = replays.replay(setAside("cases", "case-service"), "admin");

        var record = seen.getFirst();
        assertThat(record.topic()).isEqualTo("cases");
        assertThat(record.partition()).isEqualTo(1);
        assertThat(record.offset()).isEqualTo(7);
        assertThat(record.key()).isEqualTo("WG2026-0000001");
        assertThat(record.value()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneThatWasTakenInStaysAsItIs() {
        var id = setAside("cases", "case-service");
        var first = replays.replay(id, "admin");
        var again = replays.replay(id, "another");

        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThat(taken).hasSize(1);
    }

    @Test
    void oneThatFailsAgainSaysWhyAndMayBeTriedAgain() {
        var id = setAside("cases", "case-service");
        listener =
                _ -> {
                    throw new ArithmeticException("13700002222");
                };

        var problem = refused(() -> replays.replay(id, "admin"));

        assertThat(problem.slug()).isEqualTo("replay-failed");
        assertThat(problem)
                .hasMessageContaining("java.lang.ArithmeticException")
                .hasMessageNotContaining("1370000");
        var letter = letters.find(id).orElseThrow();
        assertThat(letter.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(letter.replays())
                .extracting(Replay::outcome, ReplaysTest::exception)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Outcome.FAILED, "java.lang.ArithmeticException"));

        listener = _ -> taken.add("mended");
        assertThat(replays.replay(id, "admin").status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(taken).containsExactly("mended");
    }

    @Test
    void whereNobodyListensAnyMoreItFails() {
        var id = setAside("gone", "case-service");
        assertThat(refused(() -> replays.replay(id, "admin")).slug()).isEqualTo("replay-failed");
        var other = setAside("cases", "another-group");
        assertThat(refused(() -> replays.replay(other, "admin")).slug()).isEqualTo("replay-failed");
        assertThat(taken).isEmpty();
    }

    /** The database is away: that says nothing about the record. */
    @Test
    void whereTheDatabaseIsAwayNothingIsSettled() {
        var id = setAside("cases", "case-service");
        listener =
                _ -> {
                    throw new MongoTimeoutException("away");
                };

        assertThatThrownBy(() -> replays.replay(id, "admin"))
                .isInstanceOf(MongoTimeoutException.class);
        var letter = letters.find(id).orElseThrow();
        assertThat(letter.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(letter.replays()).extracting(Replay::outcome).containsExactly(Outcome.STARTED);
    }

    @Test
    void whatWasOvertakenMustNotComeBack() {
        var id = setAside("cases", "case-service");
        var _ = stored.updateOne(Filters.eq("_id", id), Updates.set("status", "OVERTAKEN"));

        assertThat(refused(() -> replays.replay(id, "admin")).slug())
                .isEqualTo("dead-letter-overtaken");
        assertThat(taken).isEmpty();
    }

    @Test
    void thereIsNoneOfThatName() {
        assertThat(refused(() -> replays.replay("case-none", "admin")).slug())
                .isEqualTo("no-such-dead-letter");
    }

    @Test
    void whatWasPushedGoesBackToWhoTakesPushes() {
        letters.setAside(
                "wecom",
                "k-1",
                "sealed".getBytes(StandardCharsets.UTF_8),
                new IllegalStateException("at first"));

        assertThat(replays.replay(newest(), "admin").status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(taken).containsExactly("wecom k-1 sealed");

        letters.setAside("nobodys", "k-2", new byte[0], new IllegalStateException("at first"));
        var unknown =
                letters.list(
                                new Wanted(
                                        Optional.empty(), Optional.of("nobodys"), Optional.empty()),
                                1)
                        .getFirst()
                        .id();
        assertThat(refused(() -> replays.replay(unknown, "admin")).slug())
                .isEqualTo("replay-failed");
    }

    /** Of two at once the second waits for what comes of the first. */
    @Test
    void ofTwoAtOnceOneIsTaken() throws Exception {
        var id = setAside("cases", "case-service");
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var times = new AtomicInteger();
        listener =
                _ -> {
                    times.incrementAndGet();
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = workers.submit(() -> replays.replay(id, "first"));
            begun.await();
            var second = workers.submit(() -> replays.replay(id, "second"));
            goOn.countDown();

            assertThat(first.get().status()).isEqualTo(DeadLetterStatus.REPLAYED);
            assertThat(second.get().status()).isEqualTo(DeadLetterStatus.REPLAYED);
            assertThat(second.get().replays()).extracting(Replay::by).containsExactly("first");
        }
        assertThat(times).hasValue(1);
    }
}
