package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Watermarks.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Who holds an aggregate's lease publishes its facts; no other instance does until it ended. */
class LeasesTest extends EmbeddedCases {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private final Leases ours = new Leases(cases, partitions, () -> now);
    private final Leases theirs = new Leases(cases, partitions, () -> now);

    private static List<Long> seqs(List<Fact> facts) {
        return facts.stream().map(Fact::seq).toList();
    }

    @Test
    void whatIsNewIsMarkedAndLeasedInItsVeryFirstWrite() {
        partitions.lookUp();
        store("a", 2, ours.first("a"));

        assertThat(relay("a"))
                .containsEntry("publishedUpTo", 0L)
                .containsEntry("pending", AT.toEpochMilli())
                .containsEntry("partition", partitions.of("a"))
                .containsEntry("until", Date.from(AT.plus(LENGTH)))
                .containsKey("owner");
        assertThat(theirs.take("a")).isEmpty();
        assertThat(ours.take("a")).isPresent();
    }

    @Test
    void aLeaseIsHeldToItsEndAndThenFree() {
        store("a", 2, ours.first("a"));

        now = AT.plus(LENGTH);
        assertThat(theirs.take("a")).as("at its very end").isEmpty();
        now = AT.plus(LENGTH).plusMillis(1);
        assertThat(theirs.take("a")).isPresent();
        assertThat(ours.take("a")).as("it is theirs now").isEmpty();
        assertThat(relay("a")).containsEntry("until", Date.from(now.plus(LENGTH)));
    }

    @Test
    void whoTakesItGetsWhatIsNotPublishedAndNothingElse() {
        store("a", 5, pending(3));

        var taken = ours.take("a").orElseThrow();

        assertThat(taken.watermark()).isEqualTo(3);
        assertThat(seqs(taken.facts())).containsExactly(4L, 5L);
        assertThat(relay("a")).containsEntry("publishedUpTo", 3L);
        assertThat(theirs.take("a")).isEmpty();
    }

    @Test
    void withoutAWatermarkNothingIsPublishedYet() {
        store("a", 2, new Document("pending", 1L));

        var taken = ours.take("a").orElseThrow();

        assertThat(taken.watermark()).isZero();
        assertThat(seqs(taken.facts())).containsExactly(1L, 2L);
        assertThat(relay("a")).containsEntry("publishedUpTo", 0L);
    }

    @Test
    void whatIsPublishedIsNotTakenNorWhatIsNotThere() {
        store("a", 2, new Document("publishedUpTo", 2L));
        assertThat(ours.take("a")).isEmpty();
        assertThat(ours.take("nothing")).isEmpty();
        assertThat(ours.goOn(new Mark("nothing", 0, 1))).isEmpty();
    }

    @Test
    void theLeaseGoesOnFromAMarkWithWhatCameMeanwhile() {
        store("a", 5, pending(1));

        var more = ours.goOn(new Mark("a", 1, 3)).orElseThrow();

        assertThat(more.watermark()).isEqualTo(3);
        assertThat(seqs(more.facts())).containsExactly(4L, 5L);
        assertThat(relay("a"))
                .containsEntry("publishedUpTo", 3L)
                .containsEntry("until", Date.from(AT.plus(LENGTH)));
    }

    /** A watermark never goes back: what another instance noted meanwhile stands. */
    @Test
    void whereAnotherWentOnMeanwhileTheMarkIsNotTaken() {
        store("a", 5, pending(4));

        assertThat(ours.goOn(new Mark("a", 1, 3))).isEmpty();
        assertThat(relay("a")).containsEntry("publishedUpTo", 4L).doesNotContainKey("owner");
    }

    @Test
    void oneIsReleasedByItsOwnerOnly() {
        store("a", 2, ours.first("a"));

        theirs.release("a");
        assertThat(relay("a")).containsKey("owner").containsKey("until");
        ours.release("a");
        assertThat(relay("a")).doesNotContainKey("owner").doesNotContainKey("until");
        assertThat(theirs.take("a")).as("at once").isPresent();
    }

    @Test
    void aWriteMarksThatThereAreFactsAndMayTakeTheLease() {
        partitions.lookUp();
        store("a", 1, new Document("publishedUpTo", 1L));
        now = AT.plusSeconds(7);

        cases.updateOne(Filters.eq("_id", "a"), Updates.combine(ours.mark("a"), ours.take()));

        assertThat(relay("a"))
                .containsEntry("pending", now.toEpochMilli())
                .containsEntry("partition", partitions.of("a"))
                .containsEntry("until", Date.from(now.plus(LENGTH)));
        assertThat(theirs.take("a")).isEmpty();
        assertThat(ours.take("a")).isPresent();
    }

    @Test
    void freeIsWhatNobodyElseHolds() {
        store("never", 1, pending(0));
        store("ours", 1, ours.first("x"));
        store("theirs", 1, theirs.first("x"));
        assertThat(free()).containsExactlyInAnyOrder("never", "ours");
        now = AT.plus(LENGTH).plusMillis(1);
        assertThat(free()).containsExactlyInAnyOrder("never", "ours", "theirs");
    }

    private List<String> free() {
        return cases.find(ours.free()).map(it -> it.getString("_id")).into(new ArrayList<>());
    }
}
