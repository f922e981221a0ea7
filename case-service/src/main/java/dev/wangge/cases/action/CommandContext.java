package dev.wangge.cases.action;

import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * In which an action is decided: by whom, by which rules, when.
 *
 * @param now to the millisecond, as facts are: due times are reckoned from the very time they say
 */
public record CommandContext(Actor actor, Rulebook rules, Instant now, OtherCases others) {
    public CommandContext {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Where no other case matters. */
    public CommandContext(Actor actor, Rulebook rules, Instant now) {
        this(actor, rules, now, OtherCases.NONE);
    }
}
