package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.relay.StateRelay.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Present states go out many at once; what one partition does not take holds up no other. */
class StateRelayTest extends EmbeddedCases {
    private final StateRelay relay =
            new StateRelay(
                    broker,
                    unsendable,
                    () -> now,
                    metrics,
                    "wangge.grids.v1",
                    "directory",
                    "/grid-service");

    /** Two keys of each partition. */
    private final List<String> ofZero = new ArrayList<>();

    private final List<String> ofOne = new ArrayList<>();

    @BeforeEach
    void knowThePartitions() {
        assertThat(relay.isThere()).isTrue();
        for (int i = 0; i < 40; i++) {
            (relay.partitionOf("key-" + i) == 0 ? ofZero : ofOne).add("key-" + i);
        }
    }

    private static State state(String key) {
        return State.of(
                key,
                7,
                "wangge.grid.state.v1",
                ("state of " + key).getBytes(StandardCharsets.UTF_8));
    }

    private Set<String> send(String... keys) {
        return relay.send(List.of(keys).stream().map(StateRelayTest::state).toList());
    }

    private void zeroTakesNothing() {
        var its = new HashSet<>(ofZero);
        broker.refusal = (key, _) -> its.contains(key) ? new TimeoutException("no leader") : null;
        assertThat(send(ofZero.getFirst())).isEmpty();
    }

    @Test
    void whatTheBrokerHasIsDone() {
        assertThat(send("a", "b")).containsExactlyInAnyOrder("a", "b");
        assertThat(broker.values("a")).containsExactly("state of a");
        assertThat(relay.send(List.of())).isEmpty();
        assertThat(relay.isTroubled()).isFalse();
        assertThat(relay.brokerAway()).isFalse();
    }

    /** Nothing has this key any more: whoever compacts the topic forgets it. */
    @Test
    void aTombstoneIsSentWithoutAValue() {
        assertThat(relay.send(List.of(State.tombstone("a", 8)))).containsExactly("a");
        assertThat(broker.values("a")).containsExactly("");
    }

    @Test
    void onePartitionThatTakesNothingHoldsUpNoOther() {
        zeroTakesNothing();

        assertThat(relay.isTroubled()).isTrue();
        assertThat(relay.isOpen(ofZero.get(1))).isFalse();
        assertThat(relay.isOpen(ofOne.getFirst())).isTrue();
        assertThat(relay.open()).containsExactly(-1, 1);
        assertThat(send(ofZero.get(0), ofZero.get(1), ofOne.get(0), ofOne.get(1)))
                .containsExactlyInAnyOrder(ofOne.get(0), ofOne.get(1));
        assertThat(broker.values(ofZero.get(1))).isEmpty();
    }

    @Test
    void aPartitionInTroubleIsTriedWithOneAndOpenedByItsAnswer() {
        zeroTakesNothing();
        assertThat(relay.toProbe()).as("not at once").isEmpty();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
        assertThat(relay.toProbe()).as("while one is on its way").isEmpty();

        relay.probe(state(ofZero.getFirst()));
        assertThat(relay.isTroubled()).as("it failed again").isTrue();
        now = now.plusSeconds(10);
        assertThat(relay.toProbe()).containsExactly(0);
        broker.refusal = (_, _) -> null;
        relay.probe(state(ofZero.getFirst()));

        assertThat(relay.isTroubled()).isFalse();
        assertThat(relay.mended()).isOne();
        assertThat(send(ofZero.getFirst())).containsExactly(ofZero.getFirst());
    }

    /** A probe that was never sent ends, too: the next one has its turn. */
    @Test
    void aProbeThatTheProducerHadNoRoomForIsTriedAgain() {
        zeroTakesNothing();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
        broker.refusal = (_, _) -> new BufferExhaustedException("full");
        relay.probe(state(ofZero.getFirst()));

        assertThat(relay.isTroubled()).isTrue();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
    }

    @Test
    void whereNothingWaitsNothingSpeaksAgainstAPartition() {
        zeroTakesNothing();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
        relay.nothingToProbe(0);
        assertThat(relay.isTroubled()).isFalse();
    }

    @Test
    void whoDoesNotProbeAfterAllLeavesItToTheNext() {
        zeroTakesNothing();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
        relay.notProbed(0);
        assertThat(relay.isTroubled()).isTrue();
        now = now.plusSeconds(1);
        assertThat(relay.toProbe()).containsExactly(0);
    }

    /** An older state may still arrive: the newer one waits until it is known. */
    @Test
    void whileAStateIsOnItsWayNoneIsSentAfterItToThatPartition() throws Exception {
        broker.silent = true;
        assertThat(send(ofZero.get(0), ofZero.get(1))).as("no answer for a while").isEmpty();
        broker.silent = false;

        assertThat(send(ofZero.get(0), ofZero.get(1), ofOne.get(0))).containsExactly(ofOne.get(0));
        assertThat(broker.values(ofZero.get(0))).hasSize(1);

        broker.answers();
        assertThat(send(ofZero.get(0), ofZero.get(1)))
                .containsExactlyInAnyOrder(ofZero.get(0), ofZero.get(1));
    }

    @Test
    void whatNoBrokerTakesIsSetAsideAndDone() {
        broker.refusal = (_, _) -> new RecordTooLargeException("1 MiB");

        assertThat(send("a")).containsExactly("a");
        assertThat(relay.isTroubled()).as("it answered").isFalse();
        assertThat(Objects.requireNonNull(unsendable.find().first()))
                .containsEntry("topic", "wangge.grids.v1")
                .containsEntry("of", "directory")
                .containsEntry("key", "a")
                .containsEntry("seq", 7L)
                .containsEntry("bytes", "state of a".length())
                .doesNotContainKey("event");
    }

    @Test
    void aTombstoneThatIsRefusedHasNoBytes() {
        broker.refusal = (_, _) -> new RecordTooLargeException("1 MiB");
        assertThat(relay.send(List.of(State.tombstone("a", 8)))).containsExactly("a");
        assertThat(Objects.requireNonNull(unsendable.find().first()))
                .containsEntry("bytes", 0)
                .containsEntry("type", "tombstone");
    }

    /** Its owner says the present state once more, whatever it is by then. */
    @Test
    void whatIsSetAsideIsSaidAgainByItsOwner() {
        broker.refusal = (_, _) -> new RecordTooLargeException("1 MiB");
        var _ = send("a");
        var again = new ArrayList<String>();

        relay.tryAgain(again::add);
        assertThat(again).containsExactly("a");
        assertThat(Objects.requireNonNull(unsendable.find().first()))
                .containsEntry("status", "REPLAYED");
        now = now.plus(Duration.ofMinutes(10));
        relay.tryAgain(again::add);
        assertThat(again).hasSize(1);
    }

    /** A producer that is full says nothing about any partition. */
    @Test
    void whereTheProducerIsFullNoPartitionIsToBlame() {
        broker.refusal = (_, _) -> new BufferExhaustedException("full");
        assertThat(send("a")).isEmpty();
        assertThat(relay.isTroubled()).isFalse();
        assertThat(unsendable.countDocuments()).isZero();
    }

    @Test
    void withoutABrokerNothingIsThere() {
        var other = new StateRelay(broker, unsendable, () -> now, metrics, "other", "moves", "/x");
        broker.unknown = true;
        assertThat(other.isThere()).isFalse();
        assertThat(other.brokerAway()).isTrue();
        assertThat(other.partitionOf("a")).isEqualTo(-1);
        assertThat(other.send(List.of(state("a")))).isEmpty();
        broker.unknown = false;
        assertThat(other.isThere()).isTrue();
        assertThat(other.brokerAway()).isFalse();
        assertThat(relay.isThere()).as("who knew it before").isTrue();
    }

    @Test
    void whatWaitsIsLookedForByPartition() {
        var backlog = relay.backlog(cases, "pending", "partition");
        cases.insertOne(
                new Document("_id", ofZero.getFirst())
                        .append("pending", 1L)
                        .append("partition", 0));

        assertThat(backlog.due(List.of(0), new Document(), 9)).containsExactly(ofZero.getFirst());
        assertThat(backlog.due(List.of(1), new Document(), 9)).isEmpty();
    }
}
