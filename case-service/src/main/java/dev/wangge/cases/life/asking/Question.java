package dev.wangge.cases.life.asking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 询问 or 转办: something that is asked of somebody outside.
 *
 * @param id names it in its case
 * @param to a person reference: the reporter's, or that of somebody it was forwarded to
 * @param text a digest
 * @param pauses no time to handle the case runs while it is open
 * @param answer a digest; null while there is none
 * @param endedAt when it was answered, or else lapsed; null while it is open
 */
public record Question(
        String id,
        String to,
        boolean isForwarded,
        String text,
        Instant askedAt,
        Instant answerBy,
        boolean pauses,
        Outcome outcome,
        @Nullable String answer,
        @Nullable Instant endedAt) {
    /** What became of it. */
    public enum Outcome {
        OPEN,
        ANSWERED,
        /** Nobody answered in time; whoever does later is heard all the same. */
        LAPSED,
        /** The case ended before. */
        OVERTAKEN
    }

    static Question asked(
            String id,
            String to,
            boolean isForwarded,
            String text,
            Instant at,
            Instant by,
            boolean pauses) {
        return new Question(id, to, isForwarded, text, at, by, pauses, Outcome.OPEN, null, null);
    }

    Question ended(Outcome how, @Nullable String answer, Instant at) {
        return new Question(id, to, isForwarded, text, askedAt, answerBy, pauses, how, answer, at);
    }

    public boolean isOpen() {
        return outcome == Outcome.OPEN;
    }

    /** Also late. */
    public boolean isAnswerable() {
        return isOpen() || outcome == Outcome.LAPSED;
    }
}
