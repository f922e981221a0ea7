package dev.wangge.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Unsent;
import dev.wangge.platform.deadletter.DeadLetter.Replay;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.testing.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** What could not be sent is sent again by hand: an event as it was, a state as it is by now. */
class UnsendablesTest {
    private static final Instant AT = Instant.parse("2026-11-30T05:00:00Z");
    private final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoCollection<Document> stored =
            mongo.getDatabase("dead").getCollection("unsendable-" + UUID.randomUUID());
    private final Broker broker = new Broker();
    private final List<String> saidAgain = new ArrayList<>();
    private Instant now = AT.plusSeconds(60);
    private final Unsendables unsendables =
            new Unsendables(stored, broker, List.of(new Directory()), () -> now);

    @AfterEach
    void close() {
        stored.drop();
        mongo.close();
    }

    private static final class Broker extends KafkaTemplate<String, byte[]> {
        private @Nullable RuntimeException refusal;
        private final List<String> sent = new ArrayList<>();

        Broker() {
            super(new DefaultKafkaProducerFactory<>(Map.of()));
        }

        @Override
        public CompletableFuture<SendResult<String, byte[]>> send(
                String topic, String key, byte @Nullable [] value) {
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            var bytes = Objects.requireNonNull(value);
            sent.add(topic + " " + key + " " + new String(bytes, StandardCharsets.UTF_8));
            var where = new RecordMetadata(new TopicPartition(topic, 0), 0, 0, 0, 0, 0);
            return CompletableFuture.completedFuture(
                    new SendResult<>(new ProducerRecord<>(topic, key, bytes), where));
        }
    }

    private final class Directory implements StateOwner {
        @Override
        public String of() {
            return "directory";
        }

        @Override
        public void sayAgain(String key) {
            saidAgain.add(key);
        }
    }

    /** As a relay stores it. */
    private DeadLetter record(String id, String of, @Nullable String event) {
        var record =
                new Document("_id", id)
                        .append("topic", "wangge.cases.v1")
                        .append("of", of)
                        .append("key", "WG2026-0000001")
                        .append("seq", 7L)
                        .append("type", "wangge.case.noted.v1")
                        .append("bytes", 99)
                        .append("why", "RecordTooLargeException")
                        .append("at", Date.from(AT))
                        .append("status", "OPEN");
        if (event != null) {
            record.append("event", new Binary(event.getBytes(StandardCharsets.UTF_8)));
        }
        stored.insertOne(record);
        return unsendables.find(id).orElseThrow();
    }

    private static Problem refused(Runnable call) {
        return catchThrowableOfType(Problem.class, call::run);
    }

    private static List<Outcome> outcomes(DeadLetter letter) {
        return letter.replays().stream().map(Replay::outcome).toList();
    }

    @Test
    void anEventIsSentAsItWasAndNotKeptAnyLonger() {
        var replayed = unsendables.replay(record("case-1", "cases", "an event"), "admin");

        assertThat(broker.sent).containsExactly("wangge.cases.v1 WG2026-0000001 an event");
        assertThat(replayed.status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(replayed.value()).isNull();
        assertThat(outcomes(replayed)).containsExactly(Outcome.TAKEN);
        assertThat(replayed.replays().getFirst().by()).isEqualTo("admin");
        assertThat(replayed.replays().getFirst().at()).isEqualTo(now);
        assertThat(unsendables.replay(replayed, "another")).isEqualTo(replayed);
        assertThat(broker.sent).hasSize(1);
    }

    @Test
    void aStateIsSaidAgainByItsOwner() {
        var replayed = unsendables.replay(record("grid-1", "directory", null), "admin");

        assertThat(saidAgain).containsExactly("WG2026-0000001");
        assertThat(broker.sent).isEmpty();
        assertThat(replayed.status()).isEqualTo(DeadLetterStatus.REPLAYED);
    }

    @Test
    void whatIsNotKeptAndNobodysIsImpossible() {
        var problem = refused(() -> unsendables.replay(record("case-1", "cases", null), "admin"));
        assertThat(problem.slug()).isEqualTo("replay-failed");
        assertThat(saidAgain).isEmpty();
    }

    @Test
    void whatIsStillRefusedStaysWithWhatWasTried() {
        broker.refusal = new RecordTooLargeException("1 MiB");
        var letter = record("case-1", "cases", "an event");

        var problem = refused(() -> unsendables.replay(letter, "admin"));

        assertThat(problem.slug()).isEqualTo("replay-failed");
        assertThat(problem).hasMessageContaining("RecordTooLargeException");
        var still = unsendables.find("case-1").orElseThrow();
        assertThat(still.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(still.value()).isNotNull();
        assertThat(outcomes(still)).containsExactly(Outcome.FAILED);
    }

    @Test
    void aBrokerThatIsAwayIsNoAnswer() {
        broker.refusal = new TimeoutException("no leader");
        var letter = record("case-1", "cases", "an event");

        assertThat(refused(() -> unsendables.replay(letter, "admin")).slug())
                .isEqualTo("service-unavailable");
        assertThat(unsendables.find("case-1").orElseThrow().replays()).isEmpty();
    }

    @Test
    void onlyTheLatestTwentyTriesAreKept() {
        broker.refusal = new RecordTooLargeException("1 MiB");
        var letter = record("case-1", "cases", "an event");
        for (int i = 0; i < 23; i++) {
            now = AT.plusSeconds(i);
            var _ = refused(() -> unsendables.replay(letter, "admin"));
        }
        var replays = unsendables.find("case-1").orElseThrow().replays();
        assertThat(replays).hasSize(20);
        assertThat(replays.getFirst().at()).isEqualTo(AT.plusSeconds(3));
        assertThat(replays.getLast().at()).isEqualTo(AT.plusSeconds(22));
    }

    /** It may be refused again before that is noted: what is newer stays. */
    @Test
    void whatIsSetAsideAnewMeanwhileStaysOpen() {
        var letter = record("case-1", "cases", "an event");
        var _ =
                stored.updateOne(
                        Filters.eq("_id", "case-1"),
                        Updates.set("at", Date.from(AT.plusSeconds(1))));

        assertThat(unsendables.replay(letter, "admin").status()).isEqualTo(DeadLetterStatus.OPEN);
    }

    @Test
    void theyAreListedAsDeadLettersNewestFirst() {
        unsendables.createIndexes();
        for (int i = 0; i < 5; i++) {
            now = AT;
            var _ = record("case-" + i, "cases", "an event");
            var _ =
                    stored.updateOne(
                            Filters.eq("_id", "case-" + i),
                            Updates.set("at", Date.from(AT.plusSeconds(i))));
        }
        var _ = stored.updateOne(Filters.eq("_id", "case-3"), Updates.set("status", "REPLAYED"));

        assertThat(ids(Optional.empty(), Optional.empty(), Optional.empty()))
                .containsExactly("case-4", "case-3", "case-2", "case-1", "case-0");
        assertThat(ids(Optional.of(DeadLetterStatus.OPEN), Optional.empty(), Optional.empty()))
                .doesNotContain("case-3")
                .hasSize(4);
        assertThat(ids(Optional.empty(), Optional.of("other"), Optional.empty())).isEmpty();
        var after = TimeOrder.cursor(AT.plusSeconds(2), "case-2");
        assertThat(ids(Optional.empty(), Optional.of("wangge.cases.v1"), Optional.of(after)))
                .containsExactly("case-1", "case-0");
        assertThat(unsendables.find("none")).isEmpty();
    }

    private List<String> ids(
            Optional<DeadLetterStatus> status, Optional<String> topic, Optional<String> cursor) {
        return unsendables.list(new Wanted(status, topic, cursor), 50).stream()
                .map(DeadLetter::id)
                .toList();
    }

    @Test
    void itsHeadIsThatOfItsEventOrWhatItsRelaySaid() {
        var kept =
                record(
                        "case-1",
                        "cases",
                        "{\"type\":\"wangge.case.rated.v1\",\"subject\":\"WG2026-0000001\",\"seq\":8}");
        assertThat(kept.origin()).isEqualTo(new Unsent("cases"));
        assertThat(kept.event().type()).isEqualTo("wangge.case.rated.v1");
        assertThat(kept.event().seq()).isEqualTo(8);

        var notKept = record("case-2", "cases", null);
        assertThat(notKept.event().type()).isEqualTo("wangge.case.noted.v1");
        assertThat(notKept.event().subject()).isEqualTo("WG2026-0000001");
        assertThat(notKept.event().seq()).isEqualTo(7);
        assertThat(notKept.bytes()).isEqualTo(99);
        assertThat(notKept.failure().reason()).isEqualTo(Failure.Reason.REFUSED_BY_BROKER);
        assertThat(DeadLetterView.of(notKept, "case-service").group()).isNull();
    }
}
