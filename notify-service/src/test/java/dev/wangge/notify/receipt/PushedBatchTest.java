package dev.wangge.notify.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One of a batch that cannot be taken is its own affair; a database that is away is not. */
class PushedBatchTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> taken = new ArrayList<>();

    record Item(String name) {}

    private void push(String body, Consumer<Item> taker) {
        new PushedBatch(metrics)
                .each(
                        body.getBytes(StandardCharsets.UTF_8),
                        "items",
                        Item.class,
                        "An array",
                        taker);
    }

    private double left() {
        return metrics.counter("wangge.callbacks.unreadable", "callback", "items").count();
    }

    @Test
    void whatIsBehindABadOneIsTaken() {
        push(
                """
                [null, 7, [], "x", {"name":{}}, {"name":"a"}, {"name":"fails"}, {"name":"b","new":1}]
                """,
                item -> {
                    if (item.name().equals("fails")) {
                        throw new IllegalStateException("Of its own");
                    }
                    taken.add(item.name());
                });

        assertThat(taken).containsExactly("a", "b");
        assertThat(left()).isEqualTo(6);
    }

    @Test
    void whileTheDatabaseIsAwayAllIsPushedAgain() {
        assertThatThrownBy(() ->
                        push(
                                "[null, {\"name\":\"a\"}, {\"name\":\"b\"}]",
                                item -> {
                                    taken.add(item.name());
                                    throw new MongoTimeoutException("away");
                                }))
                .isInstanceOf(MongoTimeoutException.class);

        assertThat(taken).containsExactly("a");
    }
}
