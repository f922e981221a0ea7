package dev.wangge.grids.period;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key period as it comes in. */
record PeriodBody(
        @Nullable String name,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<@Nullable String> divisions,
        @Nullable String dueBy,
        @Nullable String remindBefore,
        @Nullable List<@Nullable DutyBody> dutyRoster) {

    /** Who reports for a division: a member or a unit. */
    record DutyBody(@Nullable String division, @Nullable String member, @Nullable String unit) {}
}
