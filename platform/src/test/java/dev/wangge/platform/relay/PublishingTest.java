package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One relay at work: what is written goes out, whatever comes between. */
class PublishingTest extends EmbeddedCases {
    private final FactRelay relay =
            new FactRelay(
                    cases,
                    unsendable,
                    broker,
                    codec,
                    () -> now,
                    metrics,
                    "wangge.cases.v1",
                    "/case-service");

    @AfterEach
    void stop() {
        relay.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10));
    }

    private void awaitPublished(String id) {
        soon().until(() -> !relay(id).containsKey("pending"));
    }

    private List<Fact> published(String id, int count) {
        var facts = store(id, count, relay.firstLease(id));
        relay.publishNew(id, facts);
        awaitPublished(id);
        return facts;
    }

    private Write write(String id, Fact last) {
        var next = facts(id, (int) last.seq() + 1).getLast();
        return new Write(
                id,
                Filters.and(Filters.eq("_id", id), Filters.eq("seq", last.seq())),
                List.of(Updates.set("seq", next.seq()), Updates.push("facts", next.toDocument())),
                List.of(next));
    }

    @Test
    void whatIsNewGoesOutInOrderAndIsNoted() {
        var facts = published("a", 3);

        assertThat(facts).hasSize(3);
        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 3L));
    }

    @Test
    void aChangeGoesOutAndWhatIsNoLongerAsItMustBeIsNotMade() {
        var last = published("a", 1).getLast();
        var change = write("a", last);

        assertThat(relay.write(change)).isTrue();
        awaitPublished("a");
        assertThat(relay.write(change)).as("once more").isFalse();

        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
        assertThat(relay.write(write("a", facts("a", 2).getLast())))
                .as("it is in nobody's hand")
                .isTrue();
        awaitPublished("a");
        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
    }

    /** Its facts were left by a crash: they go out with what is written now, in order. */
    @Test
    void aChangeTakesWithItWhatWaitedBefore() {
        store("a", 2, pending(0));

        assertThat(relay.write(write("a", facts("a", 2).getLast()))).isTrue();
        awaitPublished("a");

        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 3L));
    }

    @Test
    void manyChangesAreMadeAtOnceOrAreKnownNotToBe() {
        var writes = new ArrayList<Write>();
        for (var id : List.of("a", "b", "c")) {
            writes.add(write(id, published(id, 1).getLast()));
        }
        assertThat(relay.writeAll(writes)).isTrue();
        List.of("a", "b", "c").forEach(this::awaitPublished);
        assertThat(broker.all()).containsEntry("a", 2L).containsEntry("b", 2L);

        assertThat(relay.writeAll(List.of(write("a", facts("a", 2).getLast()), writes.get(1))))
                .isFalse();
        soon().until(() -> broker.seqs("a").contains(3L));
        awaitPublished("a");
        assertThat(broker.seqs("b")).containsExactly(1L, 2L);
    }

    @Test
    void whatTheDatabaseRefusesIsInNobodysHandAfterwards() {
        var last = published("a", 1).getLast();
        var impossible =
                new Write(
                        "a",
                        Filters.eq("_id", "a"),
                        List.of(Updates.inc("facts", 1)),
                        List.of(last));
        assertThatThrownBy(() -> relay.write(impossible)).isInstanceOf(MongoException.class);
        assertThatThrownBy(() -> relay.writeAll(List.of(impossible)))
                .isInstanceOf(MongoException.class);

        assertThat(relay.write(write("a", last))).isTrue();
        awaitPublished("a");
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    @Test
    void aSweepFindsWhatACrashLeftOnceItsLeaseHasEnded() {
        store(
                "a",
                2,
                pending(1).append("owner", "crashed").append("until", java.util.Date.from(AT)));
        relay.sweep();
        assertThat(broker.seqs("a")).isEmpty();
        assertThat(relay.backlog()).isOne();

        now = AT.plusMillis(1);
        relay.sweep();

        assertThat(broker.seqs("a")).containsExactly(2L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
        assertThat(relay.backlog()).isZero();
        assertThat(metrics.get("wangge.relay.backlog").gauge().value()).isZero();
    }

    /** All its facts are out already: only the note was lost. */
    @Test
    void whatIsMarkedThoughAllIsOutIsOnlyNoted() {
        store("a", 2, pending(2));
        relay.sweep();
        assertThat(broker.seqs("a")).isEmpty();
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
    }

    @Test
    void withoutABrokerFactsWaitAndTheServiceSaysSo() {
        broker.unknown = true;
        relay.sweep();
        var facts = store("a", 2, relay.firstLease("a"));
        relay.publishNew("a", facts);
        relay.sweep();

        assertThat(relay.brokerAway()).isTrue();
        assertThat(relay.backlog()).isOne();
        assertThat(broker.seqs("a")).isEmpty();
        assertThat(new RelayHealth(relay).health().getDetails())
                .containsEntry("relay", "degraded, still accepting")
                .containsEntry("backlog", 1L)
                .containsEntry("partitionsInTrouble", List.of())
                .containsEntry("unsendable", 0L);

        broker.unknown = false;
        now = now.plus(Duration.ofMinutes(1));
        relay.sweep();
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(new RelayHealth(relay).health().getDetails())
                .containsEntry("relay", "publishing")
                .containsEntry("backlog", 0L);
    }

    @Test
    void aPartitionInTroubleIsTriedByTheSweepWithOneAndThenAllGoOut() {
        relay.sweep();
        broker.refusal = (_, _) -> new TimeoutException("no leader");
        for (int i = 0; i < 6; i++) {
            store("case-" + i, 1, pending(0).append("partition", -1));
        }
        soon().until(() -> {
            relay.sweep();
            return relay.partitionsInTrouble().size() == 2;
        });
        assertThat(relay.brokerAway()).isTrue();
        assertThat(new RelayHealth(relay).health().getDetails())
                .containsEntry("partitionsInTrouble", List.of(0, 1));

        broker.refusal = (_, _) -> null;
        soon().until(() -> {
            now = now.plusSeconds(30);
            relay.sweep();
            return relay.backlog() == 0;
        });
        assertThat(relay.partitionsInTrouble()).isEmpty();
        assertThat(broker.all()).hasSize(6);
    }

    @Test
    void whereNothingWaitsAPartitionIsPresumedToBeWell() {
        relay.sweep();
        broker.refusal = (_, _) -> new TimeoutException("no leader");
        store("a", 1, pending(0).append("partition", -1));
        relay.sweep();
        assertThat(relay.partitionsInTrouble()).hasSize(1);

        cases.deleteOne(Filters.eq("_id", "a"));
        now = now.plusSeconds(30);
        relay.sweep();
        assertThat(relay.partitionsInTrouble()).isEmpty();
    }

    @Test
    void oneThatCannotBeReadHoldsUpNoNeighbourAndIsLeftOutForAWhile() {
        cases.insertOne(
                new Document("_id", "bad")
                        .append("facts", List.of(new Document("seq", "one")))
                        .append("relay", pending(0)));
        store("b", 1, pending(0));
        relay.sweep();

        assertThat(broker.seqs("b")).containsExactly(1L);
        assertThat(metrics.get("wangge.sweeps.failures").counter().count()).isOne();
        relay.sweep();
        assertThat(metrics.get("wangge.sweeps.failures").counter().count()).isOne();
        now = now.plusSeconds(30);
        relay.sweep();
        assertThat(metrics.get("wangge.sweeps.failures").counter().count()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenWhenItIsClosedIsLeftForTheNext() {
        var last = published("a", 1).getLast();
        relay.close();

        assertThat(relay.write(write("a", last))).isTrue();
        assertThat(broker.seqs("a")).containsExactly(1L);
        assertThat(relay("a")).containsKey("pending");
    }

    private void onceInTheBrokersHands(Runnable meanwhile) {
        broker.beforeAnswer =
                () -> {
                    broker.beforeAnswer = () -> {};
                    meanwhile.run();
                };
    }

    @Test
    void whatIsWrittenWhileTheFirstGoesOutGoesOutToo() {
        var facts = store("a", 1, relay.firstLease("a"));
        onceInTheBrokersHands(() -> assertThat(relay.write(write("a", facts.getLast()))).isTrue());

        relay.publishNew("a", facts);

        soon().until(() -> broker.seqs("a").contains(2L));
        awaitPublished("a");
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
        // It is in nobody's hand.
        assertThat(relay.write(write("a", facts("a", 2).getLast()))).isTrue();
        awaitPublished("a");
        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void soDoesWhatIsWrittenAmongManyMeanwhile() {
        var facts = store("a", 1, relay.firstLease("a"));
        onceInTheBrokersHands(
                () -> assertThat(relay.writeAll(List.of(write("a", facts.getLast())))).isTrue());

        relay.publishNew("a", facts);

        soon().until(() -> broker.seqs("a").contains(2L));
        awaitPublished("a");
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    /** Its watermark went on under another's hand: what is left is that one's, or the sweep's. */
    @Test
    void whereAnotherInstanceWentOnNothingIsSentOnceMore() {
        var facts = store("a", 1, relay.firstLease("a"));
        onceInTheBrokersHands(() -> {
            var next = facts("a", 2).getLast();
            cases.updateOne(
                    Filters.eq("_id", "a"),
                    Updates.combine(
                            Updates.set("seq", 2L),
                            Updates.push("facts", next.toDocument()),
                            Updates.set("relay.publishedUpTo", 1L),
                            Updates.unset("relay.owner"),
                            Updates.unset("relay.until")));
        });
        relay.publishNew("a", facts);
        soon().until(() -> {
            relay.sweep();
            return broker.seqs("a").contains(2L);
        });
        awaitPublished("a");

        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
    }

    /** While it takes nothing one record is tried at a time, and all go out when it answers. */
    @Test
    void aPartitionInTroubleIsTriedWithOneOfManyThatWait() {
        partitions.lookUp();
        relay.sweep();
        var tried = new AtomicInteger();
        broker.refusal =
                (_, _) -> {
                    tried.incrementAndGet();
                    return new TimeoutException("no leader");
                };
        var ofZero = new ArrayList<String>();
        for (int i = 0; ofZero.size() < 5; i++) {
            if (partitions.of("key-" + i) == 0) {
                ofZero.add("key-" + i);
            }
        }
        ofZero.forEach(id -> store(id, 1, pending(0)));
        relay.sweep();
        assertThat(relay.partitionsInTrouble()).containsExactly(0);
        soon().until(() -> ofZero.stream().noneMatch(id -> relay(id).containsKey("owner")));

        for (int probes = 1; probes <= 3; probes++) {
            int before = tried.get();
            now = now.plusSeconds(10);
            relay.sweep();
            soon().until(() -> tried.get() > before);
            soon().until(() -> ofZero.stream().noneMatch(id -> relay(id).containsKey("owner")));
            assertThat(tried).as("probe %d", probes).hasValue(before + 1);
        }
        broker.refusal = (_, _) -> null;
        soon().until(() -> {
            now = now.plusSeconds(10);
            relay.sweep();
            return relay.backlog() == 0;
        });
        assertThat(broker.all()).containsOnlyKeys(ofZero);
        assertThat(relay.partitionsInTrouble()).isEmpty();
    }

    /** A lease that was of no use is given back at once: whoever sweeps next need not wait. */
    @Test
    void whatCouldNotBeSentIsHeldByNobody() {
        broker.refusal = (_, _) -> new TimeoutException("no leader");
        var facts = store("a", 1, relay.firstLease("a"));
        relay.publishNew("a", facts);

        soon().until(() -> !relay("a").containsKey("owner"));
        assertThat(relay("a")).containsKey("pending").doesNotContainKey("until");
    }

    /** Each is done with its place and its turn: more than there are go out, one after another. */
    @Test
    void howeverManyWereSentThereIsAPlaceForTheNext() {
        for (int batch = 0; batch < 5; batch++) {
            var ids = new ArrayList<String>();
            for (int i = 0; i < 30; i++) {
                var id = "case-" + batch + "-" + i;
                relay.publishNew(id, store(id, 1, relay.firstLease(id)));
                ids.add(id);
            }
            ids.forEach(this::awaitPublished);
        }
        assertThat(broker.all()).hasSize(150);
    }

    @Test
    void oneSweepPublishesAllThatWaits() {
        for (int i = 0; i < 50; i++) {
            store("case-" + i, 1, pending(0).append("partition", -1));
        }
        relay.sweep();
        assertThat(broker.all()).hasSize(50);
        assertThat(relay.backlog()).isZero();
    }

    @Test
    void whatIsOnItsWayIsSentAndNotedBeforeItCloses() {
        var facts = store("a", 2, relay.firstLease("a"));
        relay.publishNew("a", facts);
        relay.close();
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 2L));
    }

    @Test
    void theSweepSendsWhatWasSetAsideOnceTheBrokerTakesIt() {
        broker.refusal =
                (_, event) ->
                        new String(event, StandardCharsets.UTF_8).contains("withheld")
                                ? null
                                : new RecordTooLargeException("1 MiB");
        var _ = published("a", 1);
        assertThat(relay.unsendable()).isOne();
        assertThat(broker.values("a")).hasSize(1);

        broker.refusal = (_, _) -> null;
        relay.sweep();

        assertThat(relay.unsendable()).isZero();
        assertThat(broker.values("a")).hasSize(2);
        assertThat(broker.values("a").getLast()).contains("wangge.case.started.v1");
    }

    @Test
    void itsIndexIsSparse() {
        relay.createIndex();
        // The engine lists them in any order.
        assertThat(cases.listIndexes().into(new ArrayList<>()))
                .anySatisfy(index -> {
                    assertThat(index.get("key", Document.class).keySet())
                            .containsExactly("relay.partition", "relay.pending");
                    assertThat(index).containsEntry("sparse", true);
                });
    }
}
