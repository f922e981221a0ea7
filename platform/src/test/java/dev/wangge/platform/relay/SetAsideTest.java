package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.relay.SetAside.Unsendable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** A record that the broker does not take holds up nothing, and is tried again by itself. */
class SetAsideTest extends EmbeddedCases {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private final SetAside setAside = setAside();

    private static Unsendable record(String key, long seq) {
        var event = new Binary(("event of " + key).getBytes(StandardCharsets.UTF_8));
        return new Unsendable(
                key,
                seq,
                "wangge.case.noted.v1",
                event.length(),
                event,
                new RecordTooLargeException());
    }

    private Document only() {
        return Objects.requireNonNull(unsendable.find().first());
    }

    private List<String> tried(boolean taken) {
        var tried = new ArrayList<String>();
        setAside.tryAgain(record -> {
            tried.add(record.getString("key"));
            return taken;
        });
        return tried;
    }

    @Test
    void itIsKeptWithItsReasonOnceHoweverOftenItIsTried() {
        setAside.put(record("case-1", 7));
        setAside.put(record("case-1", 7));

        assertThat(setAside.number()).isOne();
        assertThat(metrics.get("wangge.relay.unsendable").gauge().value()).isOne();
        assertThat(only().getString("_id")).startsWith("case-").hasSize(5 + 36);
        assertThat(only())
                .containsEntry("topic", "wangge.cases.v1")
                .containsEntry("of", "cases")
                .containsEntry("key", "case-1")
                .containsEntry("seq", 7L)
                .containsEntry("type", "wangge.case.noted.v1")
                .containsEntry("bytes", 15)
                .containsEntry("why", "RecordTooLargeException")
                .containsEntry("status", "OPEN")
                .containsEntry("at", Date.from(AT))
                .containsEntry(
                        "event", new Binary("event of case-1".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void eachFactIsSetAsideForItself() {
        setAside.put(record("case-1", 7));
        setAside.put(record("case-1", 8));
        setAside.put(record("case-2", 7));
        assertThat(setAside.number()).isEqualTo(3);
    }

    @Test
    void whatNoDocumentHoldsIsNamedAndNotKept() {
        var large = new Binary(new byte[15 * 1024 * 1024 + 1]);
        setAside.put(
                new Unsendable("a", 1, "t", large.length(), large, new RecordTooLargeException()));
        setAside.put(new Unsendable("b", 1, "t", 99, null, new RecordTooLargeException()));

        for (var stored : unsendable.find()) {
            assertThat(stored).doesNotContainKey("event");
        }
        assertThat(setAside.number()).isEqualTo(2);
    }

    @Test
    void allAreTriedAtStartAndThenEveryTenMinutes() {
        setAside.put(record("case-1", 7));
        setAside.put(record("case-2", 7));

        assertThat(tried(false)).containsExactlyInAnyOrder("case-1", "case-2");
        now = AT.plus(TEN_MINUTES).minusMillis(1);
        assertThat(tried(false)).isEmpty();
        now = AT.plus(TEN_MINUTES);
        assertThat(tried(false)).hasSize(2);
        assertThat(setAside.number()).isEqualTo(2);
        assertThat(only()).containsEntry("status", "OPEN").doesNotContainKey("replays");
    }

    @Test
    void oneThatIsTakenIsDoneWithAndKeepsNothingOfWhatItHeld() {
        setAside.put(record("case-1", 7));

        assertThat(tried(true)).containsExactly("case-1");

        assertThat(setAside.number()).isZero();
        assertThat(only()).containsEntry("status", "REPLAYED").doesNotContainKey("event");
        assertThat(only().getList("replays", Document.class))
                .containsExactly(
                        new Document("by", "system")
                                .append("at", Date.from(AT))
                                .append("outcome", "TAKEN"));
        now = AT.plus(TEN_MINUTES);
        assertThat(tried(true)).isEmpty();
    }

    /** A state that was said again may be refused again before that is noted. */
    @Test
    void whatIsSetAsideAnewMeanwhileStaysSo() {
        setAside.put(record("case-1", 7));
        setAside.tryAgain(_ -> {
            now = AT.plusSeconds(1);
            setAside.put(record("case-1", 7));
            return true;
        });

        assertThat(only()).containsEntry("status", "OPEN").containsKey("event");
        assertThat(setAside.number()).isOne();
    }

    @Test
    void whatCameOfEarlierTriesStaysWhenItIsSetAsideAgain() {
        setAside.put(record("case-1", 7));
        assertThat(tried(true)).hasSize(1);
        setAside.put(record("case-1", 7));

        assertThat(only()).containsEntry("status", "OPEN").containsKey("event");
        assertThat(only().getList("replays", Document.class)).hasSize(1);
        assertThat(setAside.number()).isOne();
    }

    @Test
    void anotherTopicsAndAnotherCollectionsAreNotItsOwn() {
        setAside.put(record("case-1", 7));
        unsendable.updateOne(Filters.empty(), Updates.set("topic", "wangge.people.v1"));
        setAside.put(record("case-2", 7));
        unsendable.updateOne(Filters.eq("key", "case-2"), Updates.set("of", "moves"));
        setAside.put(record("case-3", 7));

        assertThat(setAside.number()).isOne();
        assertThat(tried(false)).containsExactly("case-3");
    }
}
