package dev.wangge.cases.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.clock.Ladder.Climb;
import dev.wangge.cases.clock.Ladder.Level;
import dev.wangge.cases.clock.WorkCalendar.Hours;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final List<String> ABOVE = List.of("540328101201", "540328101", "540328");

    /** Friday before the long weekend of September, eighteen o'clock. */
    private static final Instant FRIDAY = Instant.parse("2026-09-18T10:00:00Z");

    private static Ladder requests(Climb climb, WorkCalendar calendar) {
        return new Ladder(List.of(50), Set.of(), Map.of(CaseKind.REQUEST, climb), 14, calendar);
    }

    @Test
    void remindersWaitForTheHoursOfTheCountysOwnCalendar() {
        var at = Instant.parse("2026-11-24T01:30:00Z");
        var begun = at.minus(Duration.ofHours(1));
        var due = at.plus(Duration.ofHours(1));
        var late =
                new WorkCalendar(
                        new WorkCalendar().years(),
                        List.of(new Hours(LocalTime.of(10, 0), LocalTime.of(19, 0))));

        // Half past nine: where nobody says otherwise people work from nine.
        assertThat(new Ladder().remindAt(CaseKind.REQUEST, begun, due, 50)).isEqualTo(at);
        assertThat(new Ladder().in(late).remindAt(CaseKind.REQUEST, begun, due, 50))
                .isEqualTo("2026-11-24T02:00:00Z");
        assertThat(new Ladder().in(late).remindAt(CaseKind.EMERGENCY, begun, due, 50))
                .isEqualTo(at);
    }

    @Test
    void remindersWaitOverTheHolidaysOfTheCountysOwnCalendar() {
        var holiday =
                new WorkCalendar(
                        Map.of(
                                2026,
                                new WorkCalendar.Year(
                                        Set.of(LocalDate.of(2026, 11, 25)), Set.of())),
                        List.of());
        var at = Instant.parse("2026-11-25T02:00:00Z");

        assertThat(
                        new Ladder()
                                .in(holiday)
                                .remindAt(
                                        CaseKind.REQUEST,
                                        at.minus(Duration.ofDays(2)),
                                        at.plus(Duration.ofDays(2)),
                                        50))
                .isEqualTo("2026-11-26T01:00:00Z");
    }

    @Test
    void aCountySaysHowLongEachHasAndWhetherThatIsWorkingTime() {
        var ladder =
                requests(
                        new Climb(
                                Limit.continuous(Duration.ofHours(2)),
                                Limit.workingDays(1),
                                Set.of()),
                        new WorkCalendar());

        assertThat(ladder.climbsAt(CaseKind.REQUEST, FRIDAY, null))
                .isEqualTo(FRIDAY.plus(Duration.ofHours(2)));
        // Saturday is off, the Sunday is made up for the holidays of October.
        assertThat(ladder.climbsAt(CaseKind.REQUEST, FRIDAY, FRIDAY.plus(Duration.ofHours(2))))
                .isEqualTo("2026-09-20T12:00:00Z");
    }

    @Test
    void levelsMayBePassedOverButNotTheLastOne() {
        var day = Limit.workingDays(1);
        var skipping =
                requests(
                        new Climb(day, day, Set.of(Level.VILLAGE, Level.TOWNSHIP)),
                        new WorkCalendar());

        assertThat(skipping.superiors(CaseKind.REQUEST, ABOVE)).containsExactly("540328");
        assertThat(skipping.superiors(CaseKind.REQUEST, List.of("540328101")))
                .containsExactly("540328101");
        assertThat(new Ladder().superiors(CaseKind.REQUEST, ABOVE)).isEqualTo(ABOVE);
    }
}
