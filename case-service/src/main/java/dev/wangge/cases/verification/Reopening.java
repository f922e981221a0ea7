package dev.wangge.cases.verification;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;

/** A new round of what was closed. */
public final class Reopening {
    private Reopening() {}

    /** It is to be given to somebody anew. */
    public static CaseReopened of(Case it, String reason, CommandContext context) {
        return new CaseReopened(
                it.texts().keep(reason),
                it.round() + 1,
                context.rules().dispatchBy(context.now()),
                context.rules().version(),
                it.about(),
                it.bonds().duplicatesIfAny(),
                it.reporter());
    }
}
