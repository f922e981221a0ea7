package dev.wangge.platform.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Consumed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Pushed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Unsent;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.web.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the API shows it: where it came from, or was to go, and why it was not taken,
 * never what it holds. Times are UTC with milliseconds.
 *
 * @param id begins with the service's short name
 * @param group the consumers that could not take it in, of what was pushed the service; null when
 *     it could not be sent
 * @param topic for what was pushed, the callback
 * @param partition null when it could not be sent or was pushed, as offset and publishedAt are
 * @param key null when it is not spelled as our keys are
 * @param publishedAt when the broker got it
 * @param bytes how large it is
 * @param exception a class
 * @param databaseCode MongoDB's code; null when it was not MongoDB
 * @param replays the latest twenty, oldest first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeadLetterView(
        String id,
        String service,
        @Nullable String group,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable String key,
        EventView event,
        int bytes,
        @Nullable String publishedAt,
        String setAsideAt,
        Failure.Reason reason,
        String exception,
        @Nullable Integer databaseCode,
        DeadLetterStatus status,
        List<ReplayView> replays,
        List<ActionView> actions) {
    /** Where they are listed. */
    public static final String PATH = "/api/v1/dead-letters";

    /** What may be done with one. */
    public static final String REPLAY = "replay";

    /** What the envelope says, as far as it can be read; subject is the aggregate's id. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record EventView(
            @Nullable String id,
            @Nullable String type,
            @Nullable String subject,
            @Nullable String time,
            @Nullable Long seq) {
        private static EventView of(EventHead head) {
            return new EventView(
                    head.id(),
                    head.type(),
                    head.subject(),
                    Times.utcOrNull(head.time()),
                    head.seq());
        }
    }

    /** A replay: by which client, and what came of it; exception is null unless it failed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ReplayView(String by, String at, Outcome outcome, @Nullable String exception) {
        private static ReplayView of(DeadLetter.Replay replay) {
            var failure = replay.failure();
            return new ReplayView(
                    replay.by(),
                    Times.utc(replay.at()),
                    replay.outcome(),
                    failure == null ? null : failure.exception());
        }
    }

    /** What may be done with it now. */
    public record ActionView(String name, String href) {}

    static DeadLetterView of(DeadLetter letter, String service) {
        var record = letter.origin() instanceof Consumed from ? from : null;
        var group =
                switch (letter.origin()) {
                    case Consumed from -> from.group();
                    case Pushed to -> to.group();
                    case Unsent _ -> null;
                };
        return new DeadLetterView(
                letter.id(),
                service,
                group,
                letter.topic(),
                record == null ? null : record.partition(),
                record == null ? null : record.offset(),
                EventHead.reference(letter.key()),
                EventView.of(letter.event()),
                letter.bytes(),
                record == null ? null : Times.utc(record.publishedAt()),
                Times.utc(letter.at()),
                letter.failure().reason(),
                letter.failure().exception(),
                letter.failure().code(),
                letter.status(),
                letter.replays().stream().map(ReplayView::of).toList(),
                actions(letter.status(), letter.id()));
    }

    private static List<ActionView> actions(DeadLetterStatus status, String id) {
        return status == DeadLetterStatus.OPEN
                ? List.of(new ActionView(REPLAY, PATH + "/" + id + "/actions/" + REPLAY))
                : List.of();
    }
}
