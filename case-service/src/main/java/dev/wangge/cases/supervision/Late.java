package dev.wangge.cases.supervision;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.platform.place.Codes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is late of a case, or before long: its step, or the part of a side.
 *
 * @param side null for the case's own step
 */
record Late(
        String step, Instant due, @Nullable Assignee assignee, About about, @Nullable Side side) {

    static Late of(Case it, @Nullable Side side) {
        if (side == null) {
            return new Late(
                    Objects.requireNonNull(it.step()).name(),
                    Objects.requireNonNull(it.dueAt()),
                    it.assignee(),
                    it.about(),
                    null);
        }
        var due = it.bonds().openPart(side).orElseThrow().handleBy();
        if (side.type().equals("UNIT")) {
            return new Late(Part.STEP, due, new Assignee("UNIT", side.code()), it.about(), side);
        }
        // Nobody has it: whoever dispatches for that county is told.
        var county = new About(it.number(), it.kind().name(), null, Codes.padded(side.code()));
        return new Late(Part.STEP, due, null, county, side);
    }

    CaseEvent reminded(int percent) {
        return new CaseReminded(step, percent, due, assignee, about, side);
    }

    CaseEvent escalated(String to) {
        return new CaseEscalated(step, due, to, assignee, about, side);
    }
}
