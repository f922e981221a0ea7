package dev.wangge.cases.asking;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;

/** Nobody answered by the time that was said. */
public final class Lapse {
    private Lapse() {}

    /**
     * Nobody answered it in time.
     *
     * @param question that is open
     */
    public static CaseQuestionLapsed of(Case it, String question, CommandContext context) {
        var on = RunsOn.after(it, it.questions().find(question).orElseThrow(), context);
        return new CaseQuestionLapsed(question, on.handleBy(), on.rulebook(), it.about());
    }
}
