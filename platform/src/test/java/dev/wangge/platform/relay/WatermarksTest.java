package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.relay.Watermarks.Mark;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Up to where the broker has an aggregate's facts: it only goes on, and from where it was. */
class WatermarksTest extends EmbeddedCases {
    private final List<Mark> moved = new CopyOnWriteArrayList<>();
    private final List<Mark> behind = new CopyOnWriteArrayList<>();
    private final Watermarks watermarks = new Watermarks(cases, moved::add, behind::add);

    @AfterEach
    void stop() {
        watermarks.close();
    }

    private static Document leased(long publishedUpTo) {
        return pending(publishedUpTo)
                .append("owner", "ours")
                .append("until", java.util.Date.from(AT));
    }

    private void note(Mark... marks) {
        for (var mark : marks) {
            watermarks.move(mark);
        }
        watermarks.flush();
    }

    @Test
    void whatIsPublishedIsNotedAndWaitsNoMore() {
        store("a", 3, leased(0));
        var mark = new Mark("a", 0, 3);

        note(mark);

        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 3L));
        assertThat(moved).containsExactly(mark);
        assertThat(behind).isEmpty();
    }

    @Test
    void nobodyNeedsToAskForIt() {
        store("a", 3, leased(0));
        watermarks.move(new Mark("a", 0, 3));

        await().until(() -> !moved.isEmpty());
        assertThat(relay("a")).containsEntry("publishedUpTo", 3L);
    }

    @Test
    void anAggregateThatGotMoreFactsIsGoneOnWith() {
        store("a", 4, leased(0));
        var mark = new Mark("a", 0, 3);

        note(mark);

        assertThat(behind).containsExactly(mark);
        assertThat(moved).isEmpty();
        assertThat(relay("a")).isEqualTo(leased(0));
    }

    @Test
    void aMarkFromWhereTheWatermarkIsNoMoreChangesNothing() {
        store("a", 3, leased(2));
        note(new Mark("a", 0, 3));

        assertThat(relay("a")).isEqualTo(leased(2));
        assertThat(behind).containsExactly(new Mark("a", 0, 3));
    }

    /** What another noted meanwhile is done: nothing waits there. */
    @Test
    void whatWasNotedAlreadyIsDoneWith() {
        store("a", 3, new Document("publishedUpTo", 3L));
        note(new Mark("a", 0, 3), new Mark("gone", 0, 3));

        assertThat(moved).containsExactly(new Mark("a", 0, 3), new Mark("gone", 0, 3));
        assertThat(behind).isEmpty();
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 3L));
    }

    @Test
    void manyAreToldApart() {
        var marks =
                IntStream.range(0, 40)
                        .mapToObj(i -> {
                            int seq = 1 + i % 3;
                            boolean gotMore = i % 4 == 0;
                            store("case-" + i, gotMore ? seq + 1 : seq, leased(i % 2));
                            return new Mark("case-" + i, i % 2, seq);
                        })
                        .toList();

        note(marks.toArray(Mark[]::new));

        var late = marks.stream().filter(it -> number(it) % 4 == 0).toList();
        var done = marks.stream().filter(it -> number(it) % 4 != 0).toList();
        assertThat(behind).containsExactlyInAnyOrderElementsOf(late);
        assertThat(moved).containsExactlyInAnyOrderElementsOf(done);
        for (var mark : done) {
            assertThat(relay(mark.id())).isEqualTo(new Document("publishedUpTo", mark.upTo()));
        }
        for (var mark : late) {
            assertThat(relay(mark.id())).isEqualTo(leased(mark.from()));
        }
    }

    private static int number(Mark mark) {
        return Integer.parseInt(mark.id().substring("case-".length()));
    }

    @Test
    void moreThanOneGoCanTakeAreNotedToo() {
        int many = 1_203;
        cases.insertMany(
                IntStream.range(0, many)
                        .mapToObj(i ->
                                new Document("_id", "case-" + i)
                                        .append("seq", 1L)
                                        .append("relay", leased(0)))
                        .toList());
        for (int i = 0; i < many; i++) {
            watermarks.move(new Mark("case-" + i, 0, 1));
        }
        watermarks.flush();

        assertThat(moved).hasSize(many);
        assertThat(cases.countDocuments(Filters.exists("relay.pending"))).isZero();
    }

    /** The sweep will send them again: consumers know repeats. */
    @Test
    void whatCannotBeNotedIsLeftForTheSweep() {
        store("a", 3, leased(0));
        mongo.close();

        note(new Mark("a", 0, 3));

        assertThat(moved).containsExactly(new Mark("a", 0, 3));
        assertThat(behind).isEmpty();
    }

    @Test
    void whatWaitsIsNotedBeforeItClosesAndNothingAfterwards() {
        store("a", 3, leased(0));
        store("b", 3, leased(0));
        watermarks.move(new Mark("a", 0, 3));
        watermarks.close();
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 3L));

        note(new Mark("b", 0, 3));
        assertThat(relay("b")).isEqualTo(leased(0));
        assertThat(moved).containsExactly(new Mark("a", 0, 3));
    }

    @Test
    void oneThatIsBehindCanBeNotedOnceItIsNot() {
        store("a", 4, leased(0));
        note(new Mark("a", 0, 3));
        cases.updateOne(Filters.eq("_id", "a"), Updates.set("relay.publishedUpTo", 3L));
        note(new Mark("a", 3, 4));

        assertThat(moved).containsExactly(new Mark("a", 3, 4));
        assertThat(relay("a")).isEqualTo(new Document("publishedUpTo", 4L));
    }
}
