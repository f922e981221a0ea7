package dev.wangge.cases.life.dispatch;

/**
 * Who got a case first. It was right if they had it still when it was handled, or came to its end;
 * from then on that stays as it was found.
 *
 * @param county six digits, or NONE where nobody knows where it lies
 * @param byRule it went out by itself
 * @param isMoved it came back, or went to another
 * @param isJudged whether it was right is known
 */
public record FirstDispatch(String county, boolean byRule, boolean isMoved, boolean isJudged) {
    FirstDispatch moved() {
        return isJudged ? this : new FirstDispatch(county, byRule, true, false);
    }

    FirstDispatch judged() {
        return new FirstDispatch(county, byRule, isMoved, true);
    }
}
