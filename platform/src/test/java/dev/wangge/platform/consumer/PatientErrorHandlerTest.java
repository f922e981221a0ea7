package dev.wangge.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.SendResult;

/** What becomes of a batch of three whose second record is not taken, at each try. */
class PatientErrorHandlerTest {
    private static final TopicPartition PARTITION = new TopicPartition("cases", 0);
    private final RuntimeException away = new MongoTimeoutException("nobody answers");
    private final RuntimeException poison = new MongoException(10334, "BSONObj too large");

    private final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoCollection<Document> letters =
            mongo.getDatabase("dead").getCollection("letters-" + UUID.randomUUID());
    private final Copies copies = new Copies();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MessageListenerContainer container =
            new KafkaMessageListenerContainer<>(
                    new DefaultKafkaConsumerFactory<String, byte[]>(Map.of()),
                    new ContainerProperties(PARTITION.topic()));
    private final CommonErrorHandler handler =
            PatientErrorHandler.create(
                    new DeadLetters(
                            letters, "case-service", Instant::now, new SimpleMeterRegistry()),
                    copies);

    PatientErrorHandlerTest() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForHoweverLong() {
        for (int i = 0; i < 12; i++) {
            assertThat(nextAfter(away)).isEqualTo("b");
        }
        assertThat(letters.countDocuments()).isZero();
        assertThat(copies.keys).isEmpty();
    }

    @Test
    void poisonIsSetAsideAfterFourTriesAndItsNeighbourIsNext() {
        triedInVain(3);

        assertThat(nextAfter(poison)).isEqualTo("c");

        assertThat(letters.find())
                .extracting(it -> it.get("key"), it -> it.get("offset"))
                .containsExactly(tuple("b", 1L));
        assertThat(copies.keys).containsExactly("cases.dlt/b");
    }

    @Test
    void anAbsenceInBetweenNeitherUsesUpTriesNorGivesNewOnes() {
        for (int i = 0; i < 3; i++) {
            triedInVain(1);
            assertThat(nextAfter(away)).isEqualTo("b");
        }
        assertThat(nextAfter(poison)).isEqualTo("c");
    }

    @Test
    void aTopicForCopiesThatIsMissingHoldsUpNothing() {
        copies.away = true;
        triedInVain(3);

        assertThat(nextAfter(poison)).isEqualTo("c");

        assertThat(letters.countDocuments()).isEqualTo(1);
    }

    private void triedInVain(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(nextAfter(poison)).isEqualTo("b");
            assertThat(letters.countDocuments()).isZero();
        }
    }

    /** Which record comes next when the second one was not taken. */
    private String nextAfter(RuntimeException why) {
        var keys = List.of("a", "b", "c");
        var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var key : keys) {
            batch.add(new ConsumerRecord<>(PARTITION.topic(), 0, batch.size(), key, new byte[0]));
        }
        var next = Map.of(PARTITION, new OffsetAndMetadata(batch.size()));
        try {
            handler.handleBatch(
                    new ListenerExecutionFailedException("listener", NotTaken.at(1, why)),
                    new ConsumerRecords<>(Map.of(PARTITION, batch), next),
                    consumer,
                    container,
                    () -> {});
        } catch (RuntimeException again) {
            // So the container is told not to go on.
        }
        return keys.get((int) consumer.position(PARTITION));
    }

    /** Remembers what was copied; can be away. */
    private static final class Copies extends KafkaTemplate<String, byte[]> {
        final List<String> keys = new ArrayList<>();
        boolean away;

        Copies() {
            super(new DefaultKafkaProducerFactory<>(new LinkedHashMap<>()));
        }

        @Override
        public CompletableFuture<SendResult<String, byte[]>> send(
                ProducerRecord<String, byte[]> record) {
            if (away) {
                throw new KafkaException("no such topic");
            }
            keys.add(record.topic() + "/" + record.key());
            return CompletableFuture.completedFuture(
                    new SendResult<>(record, new RecordMetadata(PARTITION, 0, 0, 0, 0, 0)));
        }
    }
}
