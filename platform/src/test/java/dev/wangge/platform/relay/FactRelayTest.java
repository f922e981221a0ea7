package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import dev.wangge.platform.relay.FactRelay.Write;
import dev.wangge.testing.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactRelayTest extends RelayedCases {
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final Thread writer = Thread.currentThread();
    private volatile @Nullable Runnable afterNextUpdate;

    private void on(Engine engine) {
        on(engine, new BetweenWriteAndReturn());
    }

    @ParameterizedTest
    @EnumSource
    void publishesNewFactsAtOnceAndClearsTheMarker(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            relay.publishNew("a", store(relay, "a", 3));

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
            assertThat(stored("a").get("publishedUpTo", Number.class).longValue()).isEqualTo(3);
        }
    }

    /** The insert, and its part of what is noted of many: calls are what a report costs. */
    @ParameterizedTest
    @EnumSource
    void whatIsNewIsPublishedWithoutAskingForIt(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            relay.sweep();
            commands.clear();
            relay.publishNew("a", store(relay, "a", 3));
            while (!commands.contains("update")) {
                Thread.onSpinWait();
            }
        }
        assertThat(commands).containsExactly("insert", "update");
    }

    @ParameterizedTest
    @EnumSource
    void whatACrashLeftIsSweptOnceItsLeaseEnded(Engine engine) {
        on(engine);
        try (var crashed = relay();
                var survivor = relay()) {
            store(crashed, "a", 2);

            survivor.sweep();
            assertThat(broker.seqs("a")).isEmpty();

            now = now.plusSeconds(60);
            survivor.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
            assertThat(survivor.backlog()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutABrokerFactsWaitAndGoOutInOrderAfterwards(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            broker.away = true;
            for (int i = 0; i < 20; i++) {
                relay.publishNew("case-" + i, store(relay, "case-" + i, 3));
            }
            await().until(relay::brokerAway);
            now = now.plusSeconds(60);
            relay.sweep();
            assertThat(relay.backlog()).isEqualTo(20);

            broker.away = false;
            now = now.plusSeconds(60);

            await().untilAsserted(() -> {
                relay.sweep(); // Again, as it leaves alone what failed a moment ago and is in hand.
                assertThat(relay.backlog()).isZero();
            });
            for (int i = 0; i < 20; i++) {
                assertThat(broker.seqs("case-" + i)).containsExactly(1L, 2L, 3L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void factsAddedWhilePublishingAreNotForgotten(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var facts = store(relay, "a", 1);
            broker.beforeAnswer =
                    () -> {
                        broker.beforeAnswer = () -> {};
                        append(relay, "a", facts.getLast());
                    };

            relay.publishNew("a", facts);

            await().untilAsserted(() -> assertThat(broker.seqs("a")).containsExactly(1L, 2L));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource
    void factsAddedLaterAreSentAloneAndOnce(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var last = store(relay, "a", 2).getLast();
            relay.publishNew("a", facts("a"));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            for (int i = 0; i < 20; i++) { // Some while the last one's mark is not yet noted.
                last = append(relay, "a", last);
            }

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).isEqualTo(LongStream.rangeClosed(1, 22).boxed().toList());
            assertThat(stored("a").get("publishedUpTo", Number.class).longValue()).isEqualTo(22);
            assertThat(stored("a").containsKey("owner")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherStateThanExpectedIsNotWritten(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            store(relay, "a", 2);

            var written = relay.write(write("a", 1, facts("a").getLast()));

            assertThat(written).isFalse();
        }
        // Closed, so that nothing is still on its way.
        assertThat(broker.seqs("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyChangesAreMadeInOneGoAndToldApartWhenOneIsNot(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var writes = new ArrayList<Write>();
            for (var id : List.of("a", "b", "c")) {
                var last = store(relay, id, 1).getLast();
                relay.publishNew(id, List.of(last));
                var next = next(id, last);
                writes.add(write(id, last.seq(), next));
            }
            await().until(() ->
                    List.of("a", "b", "c").stream()
                            .noneMatch(id -> stored(id).containsKey("pending")));

            assertThat(relay.writeAll(writes)).isTrue();
            assertThat(relay.writeAll(writes)).isFalse();

            for (var id : List.of("a", "b", "c")) {
                await().untilAsserted(() -> assertThat(broker.seqs(id)).containsExactly(1L, 2L));
                assertThat(facts(id)).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadHoldsUpNoNeighbourAndIsPublishedOnceMended(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            store(relay, "a", 1);
            cases.updateOne(Filters.eq("_id", "a"), Updates.rename("facts", "mislaid"));
            store(relay, "b", 1);

            relay.sweep();
            assertThat(broker.seqs("b")).containsExactly(1L);
            assertThat(broker.seqs("a")).isEmpty();

            cases.updateOne(Filters.eq("_id", "a"), Updates.rename("mislaid", "facts"));
            now = now.plusSeconds(5);
            relay.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSweepLeavesAloneWhatIsBeingPublished(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            broker.beforeAnswer =
                    () -> {
                        broker.beforeAnswer = () -> {};
                        relay.sweep();
                    };

            relay.publishNew("a", store(relay, "a", 2));

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSweepLeavesAloneWhatIsJustBeingWritten(Engine engine) {
        on(engine);
        var relay = relay();
        try (relay) {
            var last = store(relay, "a", 2).getLast();
            relay.publishNew("a", facts("a"));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            afterNextUpdate = relay::sweep;
            append(relay, "a", last);
            assertThat(afterNextUpdate).isNull();
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAddedWhileAnotherWritesIsSentToo(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var last = store(relay, "a", 1).getLast();
            relay.publishNew("a", List.of(last));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            var next = next("a", last);
            afterNextUpdate = () -> append(relay, "a", next);
            assertThat(relay.write(write("a", 1, next))).isTrue();

            await().untilAsserted(() -> assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
    }

    /** A request may be at work still when the service ends; what it wrote goes out afterwards. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenWhileTheRelayClosesIsLeftForTheNext(Engine engine) {
        on(engine);
        var closing = relay();
        var last = store(closing, "a", 1).getLast();
        closing.close();

        closing.publishNew("a", List.of(last));
        var next = next("a", last);
        assertThat(closing.write(write("a", 1, next))).isTrue();
        assertThat(broker.seqs("a")).isEmpty();

        now = now.plusSeconds(60);
        try (var relay = relay()) {
            relay.sweep();
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    /** Facts that nobody can read, as after a fault in a program: more than one sweep takes. */
    @ParameterizedTest
    @EnumSource
    void manyThatCannotBeReadHoldUpNoneBehindThem(Engine engine) {
        on(engine);
        try (var crashed = relay();
                var survivor = relay()) {
            cases.insertMany(
                    IntStream.range(0, 500)
                            .mapToObj(i -> "bad-" + i)
                            .map(id ->
                                    new Document("_id", id)
                                            .append("facts", List.of(new Document("seq", "one")))
                                            .append("relay", crashed.firstLease(id)))
                            .toList());
            now = now.plusSeconds(1);
            store(crashed, "a", 2);
            now = now.plusSeconds(60);

            survivor.sweep();
            survivor.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        }
    }

    /** What another does when the database has changed, and whoever changed it not yet knows. */
    private final class BetweenWriteAndReturn implements CommandListener {
        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getDatabaseName().equals("relay")) {
                commands.add(event.getCommandName());
            }
            // The relay's own updates, from its threads, may still be ending.
            var meanwhile = Thread.currentThread() == writer ? afterNextUpdate : null;
            if (meanwhile != null && event.getCommandName().equals("update")) {
                afterNextUpdate = null;
                meanwhile.run();
            }
        }
    }
}
