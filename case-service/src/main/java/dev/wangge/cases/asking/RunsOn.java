package dev.wangge.cases.asking;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.cases.life.time.Step;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By when a case is handled after what paused it ended; nothing where that paused nothing, or
 * nobody has the case. While another one pauses it that is not the last word.
 */
record RunsOn(@Nullable Instant handleBy, @Nullable String rulebook) {
    private static final RunsOn AS_BEFORE = new RunsOn(null, null);

    static RunsOn after(Case it, Question ended, CommandContext context) {
        if (!ended.pauses() || !ended.isOpen() || it.step() != Step.HANDLE) {
            return AS_BEFORE;
        }
        return new RunsOn(
                context.rules().handleBy(it.kind(), it.handlingTime(context.now()), it.assignee()),
                context.rules().version());
    }
}
