package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits to be published, by partition, the longest waiting in front. */
class BacklogTest extends EmbeddedCases {
    private static final Bson ANY = Filters.empty();
    private final Backlog backlog =
            new Backlog(cases, "relay.pending", "relay.partition", partitions);

    /** Keys that the producer sends to each of the two partitions. */
    private final List<String> ofZero = new ArrayList<>();

    private final List<String> ofOne = new ArrayList<>();

    @BeforeEach
    void knowThePartitions() {
        partitions.lookUp();
        for (int i = 0; i < 40; i++) {
            (partitions.of("key-" + i) == 0 ? ofZero : ofOne).add("key-" + i);
        }
    }

    private void waits(String id, long since, @Nullable Integer partition) {
        var relay = new Document("pending", since);
        if (partition != null) {
            relay.append("partition", partition);
        }
        cases.insertOne(new Document("_id", id).append("relay", relay));
    }

    @Nullable Integer marked(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .get("relay", Document.class)
                .getInteger("partition");
    }

    @Test
    void whatWaitsLongestIsInFrontAndOfThesePartitionsOnly() {
        waits(ofZero.get(0), 30, 0);
        waits(ofZero.get(1), 10, 0);
        waits(ofZero.get(2), 20, 0);
        waits(ofOne.get(0), 1, 1);
        cases.insertOne(new Document("_id", "published").append("relay", new Document()));

        assertThat(backlog.due(List.of(0), ANY, 9))
                .containsExactly(ofZero.get(1), ofZero.get(2), ofZero.get(0));
        assertThat(backlog.due(List.of(0), ANY, 2)).containsExactly(ofZero.get(1), ofZero.get(2));
        assertThat(backlog.due(List.of(0, 1), ANY, 9)).startsWith(ofOne.get(0)).hasSize(4);
        assertThat(backlog.due(List.of(), ANY, 9)).isEmpty();
        assertThat(backlog.due(List.of(0), Filters.ne("_id", ofZero.get(1)), 1))
                .containsExactly(ofZero.get(2));
    }

    /** Written before it was known how many there are: found once, and then where it belongs. */
    @Test
    void whatWasMarkedForNoPartitionIsMarkedForItsOwn() {
        waits(ofZero.get(0), 1, Partitions.UNKNOWN);
        waits(ofOne.get(0), 2, Partitions.UNKNOWN);

        assertThat(backlog.due(List.of(Partitions.UNKNOWN, 0), ANY, 9))
                .containsExactly(ofZero.get(0));
        assertThat(marked(ofOne.get(0))).isEqualTo(1);
        assertThat(backlog.due(List.of(1), ANY, 9)).containsExactly(ofOne.get(0));
        assertThat(backlog.due(List.of(Partitions.UNKNOWN, 0), ANY, 9))
                .containsExactly(ofZero.get(0));
    }

    /** While nobody knows the partitions all go the way of those that are not known. */
    @Test
    void withoutABrokerAllAreOfAnUnknownPartition() {
        var nothingKnown =
                new Backlog(
                        cases,
                        "relay.pending",
                        "relay.partition",
                        new Partitions(broker, () -> now, metrics, "other", "cases"));
        waits(ofZero.get(0), 1, Partitions.UNKNOWN);
        assertThat(nothingKnown.due(List.of(Partitions.UNKNOWN), ANY, 9))
                .containsExactly(ofZero.get(0));
    }

    @Test
    void whatAnOlderVersionMarkedIsAdopted() {
        cases.createIndex(Indexes.ascending("relay.pending"), new IndexOptions().sparse(true));
        waits("old", 1, null);
        cases.insertOne(new Document("_id", "published").append("relay", new Document()));
        assertThat(backlog.due(List.of(Partitions.UNKNOWN, 0, 1), ANY, 9)).isEmpty();

        backlog.createIndex();
        backlog.createIndex(); // At every start.

        assertThat(marked("old")).isEqualTo(Partitions.UNKNOWN);
        assertThat(marked("published")).isNull();
        assertThat(backlog.due(List.of(Partitions.UNKNOWN, 0, 1), ANY, 9)).containsExactly("old");
        var indexes =
                cases.listIndexes().map(it -> it.get("key", Document.class).keySet().toString());
        assertThat(indexes.into(new ArrayList<>()))
                .contains("[relay.partition, relay.pending]")
                .doesNotContain("[relay.pending]");
    }

    @Test
    void itIsCountedWhenItIsAskedTo() {
        assertThat(backlog.number()).isZero();
        waits("a", 1, Partitions.UNKNOWN);
        waits("b", 2, 1);
        cases.insertOne(new Document("_id", "published").append("relay", new Document()));
        assertThat(backlog.number()).isZero();

        backlog.count();
        assertThat(backlog.number()).isEqualTo(2);
        var _ = cases.deleteOne(Filters.eq("_id", "a"));
        backlog.count();
        assertThat(backlog.number()).isOne();
    }
}
