package dev.wangge.cases.action;

import dev.wangge.cases.routing.Takers;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * In which an action is decided: by whom, by which rules, when.
 *
 * @param now to the millisecond, as facts are: due times are reckoned from the very time they say
 * @param outsider the reference of the one without account whom the command names
 * @param takers to whom the case could go by itself
 */
public record CommandContext(
        Actor actor,
        Rulebook rules,
        Instant now,
        OtherCases others,
        @Nullable String outsider,
        Takers takers) {
    public CommandContext {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Where no other case matters, nobody outside, and not to whom it could go. */
    public CommandContext(Actor actor, Rulebook rules, Instant now) {
        this(actor, rules, now, OtherCases.NONE, null, Takers.NOBODY);
    }
}
