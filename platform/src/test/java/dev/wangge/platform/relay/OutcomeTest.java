package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.relay.Outcome.Crowded;
import dev.wangge.platform.relay.Outcome.Refused;
import dev.wangge.platform.relay.Outcome.Taken;
import dev.wangge.platform.relay.Outcome.Unanswered;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.KafkaException;

class OutcomeTest {
    static Stream<Throwable> theRecordsOwnFault() {
        return Stream.of(
                new RecordTooLargeException("too large"),
                new RecordBatchTooLargeException("too large"),
                new InvalidRecordException("no record"),
                new InvalidTimestampException("of another time"),
                new UnsupportedForMessageFormatException("too new"),
                new SerializationException("no bytes"));
    }

    static Stream<Throwable> whatPasses() {
        return Stream.of(
                new TimeoutException("nobody answers"),
                new NotLeaderOrFollowerException("elected another"),
                new IllegalStateException("whatever else"));
    }

    @ParameterizedTest
    @MethodSource("theRecordsOwnFault")
    void whatIsTheRecordsOwnFaultIsRefused(Throwable why) {
        assertThat(Outcome.of(why)).isEqualTo(new Refused(why));
        assertThat(Outcome.of(new KafkaException("sending", why))).isEqualTo(new Refused(why));
    }

    @ParameterizedTest
    @MethodSource("whatPasses")
    void allElseIsNoAnswer(Throwable why) {
        assertThat(Outcome.of(new KafkaException("sending", why))).isEqualTo(new Unanswered(why));
    }

    @Test
    void aProducerThatIsFullIsNobodysFault() {
        assertThat(Outcome.of(new KafkaException("sending", new BufferExhaustedException("full"))))
                .isEqualTo(new Crowded());
    }

    @Test
    void whatTheBrokerHasIsTaken() {
        var broker = new FakeBroker();
        assertThat(Outcome.sending(broker, "cases", "a", new byte[0]))
                .isCompletedWithValue(new Taken());

        broker.away = true;
        assertThat(Outcome.sending(broker, "cases", "a", new byte[0]).join())
                .isInstanceOf(Unanswered.class);
    }

    @Test
    void whatFailsBeforeItIsSentFailsLikewise() {
        var broker = new FakeBroker();
        var full = new BufferExhaustedException("full");
        broker.beforeAnswer =
                () -> {
                    throw full;
                };

        assertThat(Outcome.sending(broker, "cases", "a", new byte[0]))
                .isCompletedWithValue(new Crowded());
    }
}
