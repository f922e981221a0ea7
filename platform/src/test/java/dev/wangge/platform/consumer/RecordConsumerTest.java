package dev.wangge.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;

class RecordConsumerTest {
    private final List<String> taken = new ArrayList<>();

    @Test
    void theOneThatIsInTheWayIsNamedAndThoseBeforeItAreTaken() {
        var named = named(new MongoException(10334, "BSONObj too large: 阿东 13800000000"));

        assertThat(named).isInstanceOf(NotTaken.ForGood.class);
        assertThat(named.getIndex()).isEqualTo(1);
        assertThat(taken).containsExactly("a");
    }

    @Test
    void whileTheDatabaseIsAwayItIsForNow() {
        assertThat(named(new MongoTimeoutException("nobody answers")))
                .isInstanceOf(NotTaken.ForNow.class);
    }

    @Test
    void theWordsOfAFailureAreNotPassedOn() {
        assertThat(named(new IllegalStateException("阿东 13800000000")))
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("阿东");
    }

    @Test
    void whatIsNestedTooDeeplyIsPoisonLikeAnyOther() {
        assertThat(named(new StackOverflowError())).isInstanceOf(NotTaken.ForGood.class);
    }

    @Test
    void withoutADatabaseABatchIsNotTriedRecordByRecord() {
        var tries = new ArrayList<List<String>>();

        var named =
                catchThrowableOfType(
                        BatchListenerFailedException.class,
                        () ->
                                BatchConsumer.take(
                                        batch("a", "b", "c"),
                                        record -> Optional.of(record.value()),
                                        some -> {
                                            tries.add(some);
                                            throw new MongoTimeoutException("nobody answers");
                                        }));

        assertThat(named).isInstanceOf(NotTaken.ForNow.class);
        assertThat(named.getIndex()).isZero();
        assertThat(tries).containsExactly(List.of("a", "b", "c"));
    }

    private BatchListenerFailedException named(Throwable why) {
        return catchThrowableOfType(
                BatchListenerFailedException.class,
                () ->
                        RecordConsumer.take(
                                batch("a", "b", "c"), record -> take(record.value(), why)));
    }

    private void take(String value, Throwable why) {
        if (value.equals("b")) {
            throwAsIs(why);
        }
        taken.add(value);
    }

    private static void throwAsIs(Throwable why) {
        if (why instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) why;
    }

    private static List<ConsumerRecord<String, String>> batch(String... values) {
        return Stream.of(values).map(it -> new ConsumerRecord<>("topic", 0, 0, "key", it)).toList();
    }
}
