package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay.Write;
import dev.wangge.testing.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances of a service at work on the same aggregate, and one after the other. */
class TwoRelaysTest extends RelayedCases {
    private final AtomicReference<Runnable> beforeNextLease =
            new AtomicReference<>(TwoRelaysTest::nothing);

    private void on(Engine engine) {
        on(engine, new BetweenReadAndLease());
    }

    @ParameterizedTest
    @EnumSource
    void whatOneInstancePublishesNoOtherDoesMeanwhile(Engine engine) {
        on(engine);
        var meanwhile = new ArrayList<Long>();
        try (var one = relay()) {
            var facts = store(one, "a", 1);
            onceInTheBrokersHands(() -> {
                try (var other = relay()) {
                    append(other, "a", facts.getLast());
                    other.sweep();
                } // Closed: whatever it began is done.
                meanwhile.addAll(broker.seqs("a"));
            });

            one.publishNew("a", facts);

            awaitAllPublished();
        }
        assertThat(meanwhile).containsExactly(1L);
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(watermark()).isEqualTo(2);
    }

    /** So slow that its lease ended, and another went on: what it notes of its own is too late. */
    @ParameterizedTest
    @EnumSource
    void whoComesBackLateDoesNotTurnTheWatermarkBack(Engine engine) {
        on(engine);
        try (var late = relay()) {
            var facts = store(late, "a", 1);
            onceInTheBrokersHands(() -> {
                now = now.plusSeconds(60);
                Fact second;
                try (var other = relay()) {
                    second = append(other, "a", facts.getLast());
                }
                append(killedRelay(), "a", second);
            });

            late.publishNew("a", facts);
            await().until(() -> facts("a").size() == 3);
            // Once it has noted these two, one after the other, it has tried to note the first.
            for (var id : List.of("b", "c")) {
                late.publishNew(id, store(late, id, 1));
                await().until(() -> !stored(id).containsKey("pending"));
            }
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 1L, 2L);
        assertThat(watermark()).isEqualTo(2);
        assertThat(stored("a").containsKey("pending")).isTrue();
    }

    /** What was read before the lease may be published further by then. */
    @ParameterizedTest
    @EnumSource
    void whatAnotherPublishedSinceItWasReadIsNotTaken(Engine engine) {
        on(engine);
        var facts = store(killedRelay(), "a", 1);
        now = now.plusSeconds(60);
        beforeNextLease.set(() -> {
            onceInTheBrokersHands(() -> {
                append(killedRelay(), "a", facts.getLast());
                broker.away = true;
            });
            try (var other = relay()) {
                other.sweep();
            }
            broker.away = false;
        });
        try (var one = relay()) {
            one.sweep();
            assertThat(watermark()).isEqualTo(1);
            assertThat(broker.seqs("a")).containsExactly(1L);

            one.sweep();
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(watermark()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotWrittenIsNotKeptInHand(Engine engine) {
        on(engine);
        var next = next("a", published("a"));
        try (var relay = relay()) {
            assertThat(relay.write(write("a", 7, next))).isFalse();
            assertThat(relay.write(write("a", 1, next))).isTrue();

            awaitAllPublished();
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotWrittenAmongManyIsNotKeptInHand(Engine engine) {
        on(engine);
        var next = next("a", published("a"));
        try (var relay = relay()) {
            assertThat(relay.writeAll(List.of(write("a", 7, next)))).isFalse();
            assertThat(relay.write(write("a", 1, next))).isTrue();

            awaitAllPublished();
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseRefusedIsNotKeptInHand(Engine engine) {
        on(engine);
        var next = next("a", published("a"));
        var refused =
                new Write(
                        "a",
                        Filters.eq("_id", "a"),
                        List.of(Updates.inc("facts", 1)),
                        List.of(next));
        try (var relay = relay()) {
            assertThatThrownBy(() -> relay.write(refused)).isInstanceOf(MongoException.class);
            assertThatThrownBy(() -> relay.writeAll(List.of(refused)))
                    .isInstanceOf(MongoException.class);
            assertThat(relay.write(write("a", 1, next))).isTrue();

            awaitAllPublished();
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    private Fact published(String id) {
        List<Fact> facts;
        try (var relay = relay()) {
            facts = store(relay, id, 1);
            relay.publishNew(id, facts);
        }
        assertThat(stored(id).containsKey("pending")).isFalse();
        return facts.getLast();
    }

    /** It writes still, and publishes nothing any more. */
    private FactRelay killedRelay() {
        var killed = relay();
        killed.close();
        return killed;
    }

    private void onceInTheBrokersHands(Runnable meanwhile) {
        broker.beforeAnswer =
                () -> {
                    broker.beforeAnswer = TwoRelaysTest::nothing;
                    meanwhile.run();
                };
    }

    private static void nothing() {}

    private void awaitAllPublished() {
        await().until(() -> !stored("a").containsKey("pending"));
    }

    private long watermark() {
        return stored("a").get("publishedUpTo", Number.class).longValue();
    }

    /** What another does when an instance has read an aggregate, and does not hold it yet. */
    private final class BetweenReadAndLease implements CommandListener {
        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("update")
                    && event.getCommand().toString().contains("relay.publishedUpTo")) {
                beforeNextLease.getAndSet(TwoRelaysTest::nothing).run();
            }
        }
    }
}
