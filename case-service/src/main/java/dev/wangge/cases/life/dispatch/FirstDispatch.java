package dev.wangge.cases.life.dispatch;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import org.jspecify.annotations.Nullable;

/**
 * Who got a case first. It was right if they had it still when it was handled, or came to its end;
 * from then on that stays as it was found.
 *
 * @param county six digits, or NONE where nobody knows where it lies
 * @param byRule it went out by itself
 * @param isMoved it came back, or went to another
 * @param isJudged whether it was right is known
 * @param advice what a person made of what the rules suggested; null where it went out by itself,
 *     or nobody knows
 */
public record FirstDispatch(
        String county, boolean byRule, boolean isMoved, boolean isJudged, @Nullable Advice advice) {
    /** What a person made of what the rules suggested. */
    public enum Advice {
        FOLLOWED,
        /** Somebody else got it. */
        OTHER,
        /** The rules would have given it to nobody. */
        NONE;

        static @Nullable Advice in(CaseDispatched event) {
            var suggestion = event.suggestion();
            if (suggestion == null) {
                return null;
            }
            if (suggestion.assignee() == null) {
                return NONE;
            }
            return event.assignee().equals(suggestion.assignee()) ? FOLLOWED : OTHER;
        }
    }

    FirstDispatch moved() {
        return isJudged ? this : new FirstDispatch(county, byRule, true, false, advice);
    }

    FirstDispatch judged() {
        return new FirstDispatch(county, byRule, isMoved, true, advice);
    }
}
