package dev.wangge.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Consumed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Pushed;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.deadletter.DeadLetters.BeingReplayed;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLettersTest {
    private final Throwable tooLarge =
            new IllegalStateException(
                    new MongoCommandException(
                            new BsonDocument("code", new BsonInt32(17419)),
                            new ServerAddress("db.county")));
    private SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-29T02:00:00Z");
    private @Nullable MongoClient client;
    private DeadLetters letters = on(Engine.BEST);

    private DeadLetters on(Engine engine) {
        close();
        var opened = MongoClients.create(engine.uri());
        client = opened;
        metrics = new SimpleMeterRegistry();
        var made =
                new DeadLetters(
                        opened.getDatabase("dead").getCollection("letters-" + UUID.randomUUID()),
                        "case-service",
                        () -> now,
                        metrics);
        made.createIndexes();
        letters = made;
        return made;
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingOneAsideAgainChangesNothing(Engine engine) {
        on(engine);
        var record = record(7, "unit:540328-water", "{}");

        letters.setAside(record, "case-service", tooLarge);
        letters.setAside(record, "case-service", new IllegalStateException("another time"));
        letters.setAside(record, "case-service-tallies", tooLarge);

        assertThat(all())
                .extracting(it -> from(it).group())
                .containsExactlyInAnyOrder("case-service", "case-service-tallies");
        assertThat(all()).allMatch(it -> it.id().startsWith("case-"));
        assertThat(all().getFirst().failure())
                .isEqualTo(
                        new Failure(
                                Failure.Reason.REFUSED_BY_DATABASE,
                                MongoCommandException.class.getName(),
                                17419));
        assertThat(metrics.counter("wangge.dead.letters.set.aside", tags()).count()).isEqualTo(2);
        letters.count();
        assertThat(metrics.get("wangge.dead.letters").gauge().value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void theRecordIsKeptWhole(Engine engine) {
        on(engine);
        var record = record(7, "unit:540328-water", "what it held");

        letters.setAside(record, "case-service", tooLarge);

        var again = only().record(from(only()));
        assertThat(again.topic()).isEqualTo("wangge.grids.v1");
        assertThat(again.partition()).isEqualTo(1);
        assertThat(again.offset()).isEqualTo(7);
        assertThat(again.timestamp()).isEqualTo(record.timestamp());
        assertThat(again.key()).isEqualTo("unit:540328-water");
        assertThat(again.value()).isEqualTo(record.value());
    }

    @ParameterizedTest
    @EnumSource
    void onlyOneOfManyReplaysItAtATime(Engine engine) throws Exception {
        on(engine);
        letters.setAside(record(7, "unit:540328-water", "{}"), "case-service", tooLarge);
        var id = only().id();

        List<Optional<DeadLetter>> claims =
                AtOnce.times(
                        8, () -> letters.claim(id, UUID.randomUUID().toString(), "province-admin"));

        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(only().replays())
                .extracting(it -> it.outcome())
                .containsExactly(Outcome.STARTED);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasKilledInTheMiddleOfAReplayHoldsItUpForAMomentOnly(Engine engine) {
        on(engine);
        letters.setAside(record(7, "unit:540328-water", "{}"), "case-service", tooLarge);
        var id = only().id();
        letters.claim(id, "killed", "province-admin");

        now = now.plus(DeadLetters.CLAIM).plusSeconds(1);

        assertThat(letters.claim(id, "second", "county-admin")).isPresent();
        letters.settle(id, "second", null);
        letters.settle(id, "killed", Failure.of(tooLarge)); // It lives on, and is too late.
        assertThat(only().status()).isEqualTo(DeadLetterStatus.REPLAYED);
        assertThat(only().replays())
                .extracting(it -> it.by() + " " + it.outcome())
                .containsExactly("province-admin STARTED", "county-admin TAKEN");
        assertThat(letters.claim(id, "third", "county-admin")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void itSaysWhatCameOfTheLatestTwentyReplays(Engine engine) {
        on(engine);
        letters.setAside(record(7, "unit:540328-water", "{}"), "case-service", tooLarge);
        var id = only().id();
        for (int i = 0; i < 22; i++) {
            assertThat(letters.claim(id, "claim-" + i, "admin-" + i)).isPresent();
            letters.settle(id, "claim-" + i, Failure.of(tooLarge));
        }

        assertThat(only().status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(only().replays()).hasSize(20);
        assertThat(only().replays().getLast().by()).isEqualTo("admin-21");
        assertThat(only().replays().getLast().failure()).isEqualTo(Failure.of(tooLarge));
    }

    @ParameterizedTest
    @EnumSource
    void aLaterStateOvertakesAnEarlierOneAndNoOther(Engine engine) {
        on(engine);
        letters.setAside(record(7, "unit:540328-water", "{}"), "case-service", tooLarge);
        letters.setAside(record(8, "unit:540328-police", "{}"), "case-service", tooLarge);
        letters.setAside(record(12, "unit:540328-water", "{}"), "case-service", tooLarge);

        letters.overtake(List.of(record(9, "unit:540328-water", "{}")));
        // What was read again from the beginning is older than what was set aside.
        letters.overtake(List.of(record(3, "unit:540328-police", "{}")));

        assertThat(all())
                .extracting(it -> from(it).offset(), DeadLetter::status)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(7L, DeadLetterStatus.OVERTAKEN),
                        org.assertj.core.groups.Tuple.tuple(8L, DeadLetterStatus.OPEN),
                        org.assertj.core.groups.Tuple.tuple(12L, DeadLetterStatus.OPEN));
    }

    @ParameterizedTest
    @EnumSource
    void aLaterStateWaitsForAReplayThatIsUnderWay(Engine engine) {
        on(engine);
        letters.setAside(record(7, "unit:540328-water", "{}"), "case-service", tooLarge);
        letters.claim(only().id(), "under way", "province-admin");
        var later = List.of(record(9, "unit:540328-water", "{}"));

        assertThatThrownBy(() -> letters.overtake(later)).isInstanceOf(BeingReplayed.class);
        letters.settle(only().id(), "under way", null);

        letters.overtake(later);
        assertThat(only().status()).isEqualTo(DeadLetterStatus.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatMayBePersonalIsTold(Engine engine) {
        on(engine);
        letters.setAside(
                record(
                        1,
                        "13800000000",
                        "{\"id\":\"阿东\",\"type\":\"阿东 13800000000\",\"subject\":\"+8613800000000\","
                                + "\"time\":\"昨天\",\"seq\":\"一\",\"data\":{\"name\":\"阿东\"}}"),
                "case-service",
                new IllegalStateException("阿东 13800000000"));
        letters.setAside(
                record(2, "阿东", "报告人 阿东 13800000000"),
                "case-service",
                new IllegalStateException("阿东"));

        assertThat(all())
                .extracting(it -> DeadLetterView.of(it, letters.service()).toString())
                .allSatisfy(told -> assertThat(told).doesNotContain("阿东").doesNotContain("138000"));
    }

    /** It tells its taker, and nobody else. */
    @ParameterizedTest
    @EnumSource
    void whatWasPushedIsKeptOnceAndSealedAsItCame(Engine engine) {
        on(engine);
        var key = UUID.randomUUID().toString();
        var sealed = "c2VhbGVk".getBytes(StandardCharsets.US_ASCII);

        for (int i = 0; i < 2; i++) {
            letters.setAside("callbacks.replies", key, sealed, tooLarge);
        }

        assertThat(only().origin()).isEqualTo(new Pushed("case-service"));
        assertThat(only().topic()).isEqualTo("callbacks.replies");
        assertThat(only().key()).isEqualTo(key);
        assertThat(only().value()).isEqualTo(new Binary(sealed));
        assertThat(only().event()).isEqualTo(EventHead.NONE);
        assertThat(DeadLetterView.of(only(), letters.service()).partition()).isNull();
        letters.count();
        assertThat(metrics.get("wangge.dead.letters").gauge().value()).isEqualTo(1);
    }

    private static Consumed from(DeadLetter letter) {
        return (Consumed) letter.origin();
    }

    private List<DeadLetter> all() {
        return letters.list(new Wanted(Optional.empty(), Optional.empty(), Optional.empty()), 100);
    }

    private DeadLetter only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private static String[] tags() {
        return new String[] {"topic", "wangge.grids.v1", "reason", "REFUSED_BY_DATABASE"};
    }

    private ConsumerRecord<String, byte[]> record(long offset, String key, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "wangge.grids.v1",
                1,
                offset,
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                bytes.length,
                key,
                bytes,
                new RecordHeaders(),
                Optional.empty());
    }
}
