package dev.wangge.grids.period;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.contracts.Recipient;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key period as the API shows it; roster and counts are of the caller's divisions only.
 *
 * @param today null unless the period is running
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PeriodView(
        String id,
        String name,
        String from,
        String to,
        List<String> divisions,
        String dueBy,
        String remindBefore,
        List<DutyView> dutyRoster,
        PeriodStatus status,
        @Nullable Today today,
        String createdBy,
        String createdAt,
        @Nullable String cancelledAt,
        List<String> actions,
        long version) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DutyView(String division, @Nullable String member, @Nullable String unit) {}

    /**
     * How far today's zero-reports are.
     *
     * @param due all that are asked for
     * @param filed of these, those that came, late ones included
     * @param filedLate of the filed, those after the hour
     * @param missing those that have not come
     * @param missed of the missing, those whose hour has passed
     */
    record Today(String day, long due, long filed, long filedLate, long missing, long missed) {
        static Today of(String day, Map<Status, Long> counts) {
            long late = count(counts, Status.FILED_LATE);
            long filed = count(counts, Status.FILED) + late;
            long missed = count(counts, Status.MISSED);
            long missing = count(counts, Status.DUE) + count(counts, Status.CHASED) + missed;
            return new Today(day, filed + missing, filed, late, missing, missed);
        }

        private static long count(Map<Status, Long> counts, Status status) {
            return counts.getOrDefault(status, 0L);
        }
    }

    static PeriodView of(
            KeyPeriod period,
            @Nullable Today today,
            List<String> actions,
            Caller caller,
            Instant now) {
        return new PeriodView(
                period.id(),
                period.name(),
                period.from().toString(),
                period.to().toString(),
                period.divisions(),
                period.dueBy().toString(),
                period.remindBefore().toString(),
                period.roster().stream()
                        .filter(duty -> caller.covers(duty.division()))
                        .map(PeriodView::duty)
                        .toList(),
                period.status(now),
                today,
                period.createdBy(),
                Times.utc(period.createdAt()),
                period.cancelled() == null ? null : Times.utc(period.cancelled().at()),
                actions,
                period.version());
    }

    private static DutyView duty(KeyPeriod.Duty duty) {
        var told = Recipient.parse(duty.recipient());
        return new DutyView(
                duty.division(),
                told.isUnit() ? null : told.code(),
                told.isUnit() ? told.code() : null);
    }
}
