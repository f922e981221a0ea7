package dev.wangge.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;

class BatchConsumerTest {
    private final List<List<String>> taken = new ArrayList<>();

    @Test
    void aBatchIsTakenInOneGoWithoutWhatIsNothingToUs() {
        BatchConsumer.take(batch("a", "skip", "b"), BatchConsumerTest::read, taken::add);

        assertThat(taken).containsExactly(List.of("a", "b"));
    }

    @Test
    void theOneThatCannotBeReadIsNamedAndThoseBeforeItAreTaken() {
        assertThatThrownBy(() ->
                        BatchConsumer.take(
                                batch("a", "b", "poison", "c"),
                                BatchConsumerTest::read,
                                taken::add))
                .isInstanceOfSatisfying(
                        BatchListenerFailedException.class,
                        named -> assertThat(named.getIndex()).isEqualTo(2));

        assertThat(taken).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void theOneThatCannotBeTakenIsNamedToo() {
        assertThatThrownBy(() ->
                        BatchConsumer.take(
                                batch("a", "heavy"), BatchConsumerTest::read, this::takeLight))
                .isInstanceOfSatisfying(
                        BatchListenerFailedException.class,
                        named -> assertThat(named.getIndex()).isEqualTo(1));

        assertThat(taken).containsExactly(List.of("a"));
    }

    private void takeLight(List<String> some) {
        if (some.contains("heavy")) {
            throw new IllegalStateException("too heavy");
        }
        taken.add(some);
    }

    private static Optional<String> read(ConsumerRecord<String, String> record) {
        if (record.value().equals("poison")) {
            throw new IllegalArgumentException("poison");
        }
        return Optional.of(record.value()).filter(value -> !value.equals("skip"));
    }

    private static List<ConsumerRecord<String, String>> batch(String... values) {
        var batch = new ArrayList<ConsumerRecord<String, String>>();
        for (var value : values) {
            batch.add(new ConsumerRecord<>("topic", 0, batch.size(), "key", value));
        }
        return batch;
    }
}
