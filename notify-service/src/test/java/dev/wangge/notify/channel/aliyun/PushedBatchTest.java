package dev.wangge.notify.channel.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.wangge.notify.channel.aliyun.PushedBatch.Items;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of a batch that cannot be taken is its own affair; a database that is away is not. */
class PushedBatchTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> taken = new ArrayList<>();
    private final MongoClient client = MongoClients.create(Engine.BEST.uri());
    private final MongoCollection<Document> kept =
            client.getDatabase("pushed").getCollection("letters-" + UUID.randomUUID());
    private final PushedBatch batch =
            new PushedBatch(
                    new DeadLetters(kept, "notify-service", Clock.systemUTC(), metrics),
                    new Vault(new byte[32]),
                    Clock.systemUTC(),
                    metrics);

    record Item(String name) {}

    @AfterEach
    void close() {
        client.close();
    }

    private static Items<Item> items(Consumer<Item> taker) {
        return new Items<>("items", Item.class, "An array", (item, _) -> taker.accept(item));
    }

    private void push(String body, Consumer<Item> taker) {
        batch.each(body.getBytes(StandardCharsets.UTF_8), items(taker));
    }

    private void take(Item item) {
        if (item.name().startsWith("fails")) {
            throw new IllegalArgumentException("Of its own: " + item.name());
        }
        taken.add(item.name());
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
                this::take);

        assertThat(taken).containsExactly("a", "b");
        assertThat(left()).isEqualTo(5);
        assertThat(kept.countDocuments()).isEqualTo(1);
    }

    @Test
    void whatCannotBeTakenIsKeptOnceAndSealed() {
        var body = "[{\"name\":\"fails 阿东\",\"new\":[1.50]},{\"name\":\"a\"}]";
        push(body, this::take);
        push(body, this::take);
        push("[{\"name\":\"fails 曲登\"}]", this::take);

        assertThat(taken).containsExactly("a", "a");
        var letters = kept.find().into(new ArrayList<>());
        assertThat(letters).hasSize(2);
        for (var letter : letters) {
            var value = letter.get("value", Binary.class).getData();
            assertThat(letter.toJson() + new String(value, StandardCharsets.UTF_8))
                    .doesNotContain("阿东", "曲登", "name");
            batch.again(
                    letter.getString("key"),
                    value,
                    Instant.EPOCH,
                    items(item -> taken.add(item.name())));
        }
        assertThat(taken).containsExactlyInAnyOrder("a", "a", "fails 阿东", "fails 曲登");
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
        assertThat(kept.countDocuments()).isZero();
    }
}
