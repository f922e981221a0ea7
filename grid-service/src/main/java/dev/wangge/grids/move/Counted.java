package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.Difference;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.grids.move.Headcount.Exactly;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who and what was counted at the end of the road; households where somebody counted them. */
record Counted(@Nullable Integer households, int people, Headcount livestock) {
    /** Where this disagrees with the plan. */
    List<Difference> against(MovePlanned plan) {
        var differences = new ArrayList<Difference>();
        if (households != null) {
            compare("households", new Exactly(plan.households()), households, differences);
        }
        compare("people", new Exactly(plan.people()), people, differences);
        compare("livestock", Headcount.of(plan.livestock()), livestock, differences);
        return differences;
    }

    private static void compare(
            String what, Headcount planned, int counted, List<Difference> differences) {
        compare(what, planned, new Exactly(counted), differences);
    }

    private static void compare(
            String what, Headcount planned, Headcount counted, List<Difference> differences) {
        if (!planned.isMetBy(counted)) {
            differences.add(new Difference(what, planned.head(), counted.head()));
        }
    }
}
