package dev.wangge.cases.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;

/** DOMAIN's table of limits, over weekends, holidays, make-up days and the end of the year. */
class LimitsTest {
    private final Limits limits = new Limits();
    private final WorkCalendar calendar = new WorkCalendar();

    @Property
    void hoursAndNaturalDaysRunDayAndNight(@ForAll("instants") Instant from) {
        assertThat(Duration.between(from, limits.acceptBy(from))).hasMinutes(15);
        assertThat(Duration.between(from, limits.dispatchBy(from))).hasMinutes(15);
        assertThat(Duration.between(from, limits.handleBy(CaseKind.EMERGENCY, Run.since(from))))
                .hasHours(2);
        assertThat(Duration.between(from, limits.handleBy(CaseKind.HAZARD, Run.since(from))))
                .hasHours(24);
        assertThat(
                        Duration.between(
                                from, limits.handleBy(CaseKind.PATROL_FINDING, Run.since(from))))
                .hasHours(24);
        assertThat(Duration.between(from, limits.handleBy(CaseKind.DISPUTE, Run.since(from))))
                .hasDays(30);
    }

    @Property
    void workingDaysFollowTheCalendar(@ForAll("instants") Instant from) {
        assertThat(limits.handleBy(CaseKind.REQUEST, Run.since(from))).isEqualTo(workdays(from, 5));
        assertThat(limits.handleBy(CaseKind.ADVICE, Run.since(from))).isEqualTo(workdays(from, 5));
        assertThat(limits.verifyBy(from)).isEqualTo(workdays(from, 1));
        assertThat(limits.closeBy(from)).isEqualTo(workdays(from, 1));
    }

    /** Handled on Friday at 17:00, or on a Saturday: nobody verifies on Sunday. */
    @Example
    void aWorkingDayIsNot24Hours() {
        var friday = Instant.parse("2026-11-20T09:00:00Z");
        assertThat(limits.verifyBy(friday)).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(limits.closeBy(friday)).isEqualTo("2026-11-23T09:00:00Z");

        var saturday = Instant.parse("2026-11-21T09:00:00Z");
        assertThat(limits.verifyBy(saturday)).isEqualTo("2026-11-23T16:00:00Z");
        assertThat(limits.closeBy(saturday)).isEqualTo("2026-11-23T16:00:00Z");
    }

    /** Accepted on 18 September: the make-up Sunday and National Day change nothing. */
    @Example
    void aDisputeHasThirtyNaturalDays() {
        assertThat(
                        limits.handleBy(
                                CaseKind.DISPUTE, Run.since(Instant.parse("2026-09-18T02:00:00Z"))))
                .isEqualTo("2026-10-18T02:00:00Z");
    }

    private Instant workdays(Instant from, int days) {
        return calendar.due(Limit.workingDays(days), Run.since(from));
    }

    @Provide
    static Arbitrary<Instant> instants() {
        return DateTimes.instants()
                .between(
                        Instant.parse("2025-12-15T00:00:00Z"),
                        Instant.parse("2028-01-31T00:00:00Z"));
    }
}
