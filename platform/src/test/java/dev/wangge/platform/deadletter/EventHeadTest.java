package dev.wangge.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.deadletter.Failure.Reason;
import dev.wangge.platform.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchListenerFailedException;

/** What administrators see of a record that could not be taken in: where from, never who. */
class EventHeadTest {
    private static EventHead head(String json) {
        return EventHead.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ofAnEventOfOursItsEnvelopeIsTold() {
        var head =
                head(
                        """
                        {'id':'019ac1f0-1390-7000-8139-000100010001','type':'wangge.case.rated.v1',
                         'subject':'person:M-540328101201001-1','time':'2026-11-24T02:00:00.123Z','seq':7,
                         'actor':'多吉','data':{'phone':'13700002222'}}
                        """);

        assertThat(head)
                .isEqualTo(
                        new EventHead(
                                "019ac1f0-1390-7000-8139-000100010001",
                                "wangge.case.rated.v1",
                                "person:M-540328101201001-1",
                                Instant.parse("2026-11-24T02:00:00.123Z"),
                                7L));
        assertThat(EventHead.from(head.toDocument())).isEqualTo(head);
    }

    /** A record that is none of ours may hold anything anywhere. */
    @Test
    void whatIsNotSpelledAsOursIsLeftOut() {
        var head =
                head(
                        """
                        {'id':'13700002222','type':'多吉','subject':'13700002222',
                         'time':'yesterday','seq':'7'}
                        """);
        assertThat(head).isEqualTo(EventHead.NONE);
        assertThat(EventHead.from(head.toDocument())).isEqualTo(EventHead.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "poison", "[]", "7", "null", "{", "\u0000", "{'seq':1.5}"})
    void whatIsNoEventHasNoHead(String bytes) {
        assertThat(head(bytes)).isEqualTo(EventHead.NONE);
    }

    @Test
    void neitherHasATombstone() {
        assertThat(EventHead.of(null)).isEqualTo(EventHead.NONE);
    }

    /** A time that no clock shows is read, and not kept where the database has no room for it. */
    @Test
    void aTimeBeyondAnyClockIsNotKept() {
        var head = head("{'time':'+1000000000-01-01T00:00:00Z'}");
        assertThat(EventHead.from(head.toDocument()).time()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WG2026-0000001",
                "540328101201001",
                "unit:540328-water",
                "person:M-540328101201001-1",
                "5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52",
                "M-1"
            })
    void aReferenceOfOursIsTold(String key) {
        assertThat(EventHead.reference(key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "13700002222",
                "+8613700002222",
                "8613700002222",
                "phone:13700002222",
                "M-13700002222-1",
                "多吉",
                "a b",
                "a\nb",
                "http://x",
                "a@b"
            })
    void aPhoneANameOrAnAddressIsNot(String key) {
        assertThat(EventHead.reference(key)).isNull();
        assertThat(EventHead.reference("x".repeat(81))).isNull();
        assertThat(EventHead.reference(null)).isNull();
    }

    private static Stream<Arguments> failures() {
        var refused =
                new MongoCommandException(
                        new BsonDocument("code", new BsonInt32(17419)),
                        new ServerAddress("db.county"));
        var tooLarge = new BsonMaximumSizeExceededException("17 MiB");
        return Stream.of(
                failed(unreadable(), Reason.UNREADABLE, "UnreadableEvent", null),
                failed(
                        new IllegalStateException(unreadable()),
                        Reason.UNREADABLE,
                        "UnreadableEvent",
                        null),
                failed(refused, Reason.REFUSED_BY_DATABASE, "MongoCommandException", 17419),
                failed(
                        new IllegalStateException(new IllegalArgumentException(refused)),
                        Reason.REFUSED_BY_DATABASE,
                        "MongoCommandException",
                        17419),
                failed(
                        tooLarge,
                        Reason.REFUSED_BY_DATABASE,
                        "BsonMaximumSizeExceededException",
                        null),
                failed(
                        new MongoTimeoutException("away"),
                        Reason.REFUSED_BY_DATABASE,
                        "MongoTimeoutException",
                        -3),
                failed(
                        new ArithmeticException("13700002222"),
                        Reason.FAILED,
                        "ArithmeticException",
                        null),
                failed(
                        new BatchListenerFailedException(
                                "x", new KafkaException("y", new ArithmeticException("z")), 0),
                        Reason.FAILED,
                        "ArithmeticException",
                        null),
                failed(new StackOverflowError(), Reason.FAILED, "StackOverflowError", null));
    }

    private static Throwable unreadable() {
        try {
            var _ = new EventCodec(CaseEvent.class).read(new byte[0]);
            throw new AssertionError();
        } catch (EventCodec.UnreadableEvent e) {
            return e;
        }
    }

    private static Arguments failed(
            Throwable why, Reason reason, String exception, @Nullable Integer code) {
        return Arguments.of(why, reason, exception, code);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whyIsToldByItsClassAndNeverInItsWords(
            Throwable why, Reason reason, String exception, @Nullable Integer code) {
        var failure = Failure.of(why);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.exception()).endsWith(exception);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(Failure.from(failure.toDocument())).isEqualTo(failure);
        assertThat(failure.toString())
                .startsWith(reason + " ")
                .endsWith(code == null ? exception : exception + " " + code)
                .doesNotContain("1370000", "17 MiB");
    }

    @Test
    void causesThatGoRoundInACircleEndSomewhere() {
        var one = new IllegalStateException("one");
        var other = new IllegalStateException("other", one);
        one.initCause(other);

        assertThat(Failure.of(one).reason()).isEqualTo(Reason.FAILED);
    }

    /** In one partition by its place, across partitions by its time: an old state never wins. */
    @Test
    void aLaterRecordOfTheSameKeyIsKnownByItsPlaceOrItsTime() {
        var stored = new Document("_id", "case-1");
        stored.append("group", "case-service")
                .append("topic", "wangge.grids.v1")
                .append("partition", 1)
                .append("offset", 7)
                .append("publishedAt", java.util.Date.from(Instant.ofEpochMilli(1_000)))
                .append("key", "k")
                .append("failure", Failure.of(new IllegalStateException()).toDocument())
                .append("at", java.util.Date.from(Instant.ofEpochMilli(2_000)));
        var letter = DeadLetter.from(stored);

        assertThat(letter.isBefore(at(1, 8, 0))).isTrue();
        assertThat(letter.isBefore(at(1, 7, 9_000))).isFalse();
        assertThat(letter.isBefore(at(1, 6, 9_000))).isFalse();
        assertThat(letter.isBefore(at(2, 0, 1_001))).isTrue();
        assertThat(letter.isBefore(at(2, 99, 1_000))).isFalse();
        assertThat(letter.status()).isEqualTo(DeadLetterStatus.OPEN);
        assertThat(letter.replays()).isEmpty();
        assertThat(letter.bytes()).isZero();
    }

    private static ConsumerRecord<String, String> at(int partition, long offset, long millis) {
        return new ConsumerRecord<>(
                "wangge.grids.v1",
                partition,
                offset,
                millis,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                0,
                0,
                "k",
                "",
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                java.util.Optional.empty());
    }

    @Test
    void theApiShowsWhereItCameFromAndNothingThatItHolds() {
        var stored = new Document("_id", "case-1");
        stored.append("group", "case-service")
                .append("topic", "aliyun-sms")
                .append("key", "13700002222")
                .append("value", new org.bson.types.Binary("多吉".getBytes(StandardCharsets.UTF_8)))
                .append("failure", Failure.of(new IllegalStateException("多吉")).toDocument())
                .append("at", java.util.Date.from(Instant.ofEpochMilli(2_000)))
                .append(
                        "replays",
                        List.of(
                                new Document("by", "county-admin")
                                        .append("at", java.util.Date.from(Instant.EPOCH))
                                        .append("outcome", "FAILED")
                                        .append(
                                                "failure",
                                                Failure.of(new ArithmeticException()).toDocument()),
                                new Document("by", "county-admin")
                                        .append("at", java.util.Date.from(Instant.EPOCH))
                                        .append("outcome", "STARTED")));

        var view = DeadLetterView.of(DeadLetter.from(stored), "case-service");

        assertThat(view.key()).isNull();
        assertThat(view.group()).isEqualTo("case-service");
        assertThat(view.partition()).isNull();
        assertThat(view.offset()).isNull();
        assertThat(view.publishedAt()).isNull();
        assertThat(view.bytes()).isEqualTo(6);
        assertThat(view.setAsideAt()).isEqualTo("1970-01-01T00:00:02.000Z");
        assertThat(view.exception()).isEqualTo("java.lang.IllegalStateException");
        assertThat(view.replays())
                .extracting(DeadLetterView.ReplayView::exception)
                .containsExactly("java.lang.ArithmeticException", null);
        assertThat(view.actions())
                .containsExactly(
                        new DeadLetterView.ActionView(
                                "replay", "/api/v1/dead-letters/case-1/actions/replay"));
        assertThat(view.toString()).doesNotContain("多吉", "1370000");

        stored.put("status", "REPLAYED");
        assertThat(DeadLetterView.of(DeadLetter.from(stored), "case-service").actions()).isEmpty();
    }
}
